import { mkdtemp, open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { BpError } from "../model/error.ts";
import type { Bytes, Spooled } from "../model/ports.ts";

const inMemory = 4 * 1024 * 1024;
const chunkSize = 256 * 1024;

/** Keeps bytes in memory up to 4 MiB, in a temporary file of mode 0600 beyond. */
export async function spool(bytes: Bytes, limit: number): Promise<Spooled> {
  const held: Uint8Array[] = [];
  let size = 0;
  let file: TemporaryFile | undefined;
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (size > limit) throw new BpError("LIMIT", `more than ${limit} bytes`);
      if (file === undefined && size > inMemory) {
        file = await temporaryFile();
        for (const part of held.splice(0)) await file.handle.writeFile(part);
      }
      // The reader may use its buffer again, and a Buffer's own slice is no copy.
      if (file === undefined) held.push(new Uint8Array(chunk));
      else await file.handle.writeFile(chunk);
    }
  } catch (error) {
    await file?.dispose();
    throw error;
  }
  return file === undefined ? memorySpooled(Buffer.concat(held)) : fileSpooled(file, size);
}

interface TemporaryFile {
  readonly handle: FileHandle;
  dispose(): Promise<void>;
}

async function temporaryFile(): Promise<TemporaryFile> {
  const folder = await mkdtemp(join(tmpdir(), "bp-"));
  const handle = await open(join(folder, "spool"), "wx+", 0o600);
  // Without a name the file goes with the process, however it ends; Windows keeps an open file's name.
  if (process.platform !== "win32") await rm(folder, { recursive: true });
  let gone = false;
  return {
    handle,
    async dispose() {
      if (gone) return;
      gone = true;
      await handle.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function memorySpooled(bytes: Uint8Array): Spooled {
  return {
    size: bytes.byteLength,
    async *open() {
      yield bytes;
    },
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
    dispose: () => Promise.resolve(),
  };
}

function fileSpooled(file: TemporaryFile, size: number): Spooled {
  const fill = async (buffer: Uint8Array, start: number, end: number): Promise<Uint8Array> => {
    const length = Math.max(0, Math.min(end, size) - start);
    const { bytesRead } = await file.handle.read(buffer, 0, length, start);
    if (bytesRead !== length) throw new BpError("UNREADABLE", "a temporary file was cut short");
    return buffer.subarray(0, length);
  };
  return {
    size,
    async *open() {
      const buffer = new Uint8Array(chunkSize);
      for (let at = 0; at < size; at += chunkSize) yield await fill(buffer, at, at + chunkSize);
    },
    read: (start, end) => fill(new Uint8Array(Math.max(0, end - start)), start, end),
    dispose: () => file.dispose(),
  };
}
