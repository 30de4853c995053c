import { once } from "node:events";
import { createWriteStream } from "node:fs";

import { BpError } from "../model/error.ts";

/** A file that lines are added to. */
export interface Appender {
  write(line: string): void;
  /** Returns once all lines are written. */
  close(): Promise<void>;
}

/** Opens a file to add lines to it; `-` is standard error. @throws BpError UNREADABLE where it cannot be written */
export async function appender(file: string): Promise<Appender> {
  if (file === "-") {
    return {
      write: (line) => void process.stderr.write(`${line}\n`),
      close: async () => undefined,
    };
  }
  const stream = createWriteStream(file, { flags: "a" });
  try {
    await once(stream, "open");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BpError("UNREADABLE", `cannot write ${file}: ${why}`, {
      hint: "--access-log takes a file in a folder that exists, or - for standard error",
    });
  }
  // A full disk takes the log, not the registry.
  stream.on("error", () => undefined);
  return {
    write: (line) => void stream.write(`${line}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
