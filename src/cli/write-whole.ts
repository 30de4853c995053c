import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { BpError } from "../model/error.ts";
import type { Bytes } from "../model/ports.ts";

/** Writes a file under another name first: one that is there is whole. @throws BpError UNREADABLE naming `shown` */
export async function writeWhole(file: string, bytes: Bytes, shown: string = file): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString("hex")}.new`;
  try {
    await writeNew(temporary, bytes);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (error instanceof BpError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new BpError("UNREADABLE", `cannot write ${shown}: ${why}`, {
      hint: "choose a folder that can be written and has room",
    });
  }
}

/** Without the way through a thread, which costs more than most of these writes. */
async function writeNew(file: string, bytes: Bytes): Promise<void> {
  const descriptor = create(file);
  try {
    for await (const chunk of bytes) writeFileSync(descriptor, chunk);
  } finally {
    closeSync(descriptor);
  }
}

/** Its folder is made where it is not there yet. */
function create(file: string): number {
  try {
    return openSync(file, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, "wx");
  }
}
