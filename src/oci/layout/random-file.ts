import { open } from "node:fs/promises";

import { BpError } from "../../model/error.ts";
import type { RandomAccess } from "../../model/ports.ts";

/** A file that is read at any place. */
export interface RandomFile extends RandomAccess {
  close(): Promise<void>;
}

/** @throws BpError UNREADABLE where the file cannot be read, or is none */
export async function openFile(path: string): Promise<RandomFile> {
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const facts = await file.stat();
  if (!facts.isFile()) {
    await file.close();
    throw unreadable(path, new Error("it is not a file"));
  }
  const { size } = facts;
  return {
    size,
    async read(start, end) {
      const wanted = Math.max(0, Math.min(end, size) - start);
      const buffer = new Uint8Array(wanted);
      for (let filled = 0; filled < wanted;) {
        const { bytesRead } = await file.read(buffer, filled, wanted - filled, start + filled);
        if (bytesRead === 0) throw unreadable(path, new Error("it was cut short"));
        filled += bytesRead;
      }
      return buffer;
    },
    close: () => file.close(),
  };
}

function unreadable(path: string, error: unknown): BpError {
  const why = error instanceof Error ? error.message : String(error);
  return new BpError("UNREADABLE", `cannot read ${path}: ${why}`, {
    hint: "check the path and the rights",
    cause: error,
    details: { path },
  });
}
