import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";

import { BpError } from "../model/error.ts";
import type { Bytes } from "../model/ports.ts";

/** Writes a file under another name first: one that is there is whole. @throws BpError UNREADABLE naming `shown` */
export async function writeWhole(file: string, bytes: Bytes, shown: string = file): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString("hex")}.new`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await pipeline(bytes, createWriteStream(temporary));
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    if (error instanceof BpError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new BpError("UNREADABLE", `cannot write ${shown}: ${why}`, {
      hint: "choose a folder that can be written and has room",
    });
  }
}
