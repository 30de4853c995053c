import { paxRecord } from "./pax.ts";

export const blockSize = 512;

/** 1980-01-01T00:00:00Z in seconds: the one time in our archives. */
const epoch = 315_532_800;

/** The bytes that fill the last block of `size` bytes. */
export function padding(size: number): Uint8Array {
  return new Uint8Array((blockSize - (size % blockSize)) % blockSize);
}

/**
 * The header of a regular file (POSIX ustar): mode 0644, no owner, the fixed time. A name that ustar cannot hold (over
 * 100 bytes and not to be split, or not ASCII) gets a pax extended header before it.
 */
export function tarHeader(path: string, size: number): Uint8Array {
  const split = splitName(path);
  if (split !== undefined) return block(split, size, "0");
  const record = paxRecord("path", path);
  const short = asciiOf(path).slice(0, 80);
  return Buffer.concat([
    block({ prefix: "", name: `PaxHeaders.0/${short}` }, record.length, "x"),
    record,
    padding(record.length),
    block({ prefix: "", name: short }, size, "0"),
  ]);
}

interface SplitName {
  readonly prefix: string;
  readonly name: string;
}

function splitName(path: string): SplitName | undefined {
  if (asciiOf(path) !== path) return undefined;
  if (path.length <= 100) return { prefix: "", name: path };
  const slash = path.lastIndexOf("/", 155);
  if (slash <= 0 || path.length - slash - 1 > 100) return undefined;
  return { prefix: path.slice(0, slash), name: path.slice(slash + 1) };
}

function asciiOf(path: string): string {
  return path.replace(/[^\x20-\x7e]/gu, "_");
}

function block(split: SplitName, size: number, type: "0" | "x"): Uint8Array {
  const header = Buffer.alloc(blockSize);
  header.write(split.name, 0, 100, "latin1");
  header.write("0000644\0", 100, "latin1");
  header.write("0000000\0", 108, "latin1");
  header.write("0000000\0", 116, "latin1");
  header.write(octal(size), 124, "latin1");
  header.write(octal(epoch), 136, "latin1");
  header.write("        ", 148, "latin1");
  header.write(type, 156, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  header.write("0000000\u00000000000\0", 329, "latin1");
  header.write(split.prefix, 345, 155, "latin1");
  header.write(`${checksum(header).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
}

function octal(value: number): string {
  return `${value.toString(8).padStart(11, "0")}\0`;
}

/** The sum of a header's bytes, its own field counted as spaces. */
export function checksum(header: Uint8Array): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < header.length; at += 1) if (at < 148 || at >= 156) sum += header[at] ?? 0;
  return sum;
}
