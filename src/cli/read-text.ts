import { open } from "node:fs/promises";

import { BpError } from "../model/error.ts";

/**
 * The text of a small file. A device or a pipe that never ends is refused like a file that is too large.
 * @throws BpError UNREADABLE where more than `limit` bytes come; the file system's own errors as they are
 */
export async function readText(path: string, limit: number): Promise<string> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(limit + 1);
    let size = 0;
    for (let read = -1; read !== 0 && size <= limit; size += read) {
      read = (await file.read(buffer, size, buffer.length - size)).bytesRead;
    }
    if (size <= limit) return buffer.toString("utf8", 0, size);
    throw new BpError("UNREADABLE", `${path} is larger than ${limit} bytes`);
  } finally {
    await file.close();
  }
}

/** The text of a file that an option names. @throws BpError USAGE where it cannot be read */
export async function givenText(
  path: string,
  { option, limit }: { readonly option: string; readonly limit: number },
): Promise<string> {
  try {
    return await readText(path, limit);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BpError("USAGE", `cannot read ${path}: ${why}`, {
      hint: `${option} takes a file that exists`,
    });
  }
}
