import { paxRecord } from "./pax.ts";

export const blockSize = 512;

/** 1980-01-01T00:00:00Z in seconds: the one time in our archives. */
const epoch = 315_532_800;

/** The bytes that fill the last block of `size` bytes. */
export function padding(size: number): Uint8Array {
  return zeros.subarray(0, (blockSize - (size % blockSize)) % blockSize);
}

const zeros = new Uint8Array(blockSize);

/** The largest size that the twelve octal digits of ustar hold. */
const sizeLimit = 8 ** 11;

/**
 * The header of a regular file (POSIX ustar): mode 0644, no owner, the fixed time. What ustar cannot hold (a name over
 * 100 bytes and not to be split, or not ASCII; 8 GiB and more) stands in a pax extended header before it.
 */
export function tarHeader(path: string, size: number): Uint8Array {
  const split = splitName(path);
  const large = size >= sizeLimit;
  const records = [
    ...(split === undefined ? [paxRecord("path", path)] : []),
    ...(large ? [paxRecord("size", String(size))] : []),
  ];
  const name = split ?? { prefix: "", name: shortName(path) };
  const header = block({ ...name, size: large ? 0 : size, type: "0", linkTo: "" });
  return withRecords(path, records, header);
}

/** The header of another name for a file that came before: a hard link. */
export function linkHeader(path: string, linkTo: string): Uint8Array {
  const split = splitName(path);
  const isShort = asciiOf(linkTo) === linkTo && linkTo.length <= 100;
  const records = [
    ...(split === undefined ? [paxRecord("path", path)] : []),
    ...(isShort ? [] : [paxRecord("linkpath", linkTo)]),
  ];
  const name = split ?? { prefix: "", name: shortName(path) };
  const header = block({ ...name, size: 0, type: "1", linkTo: isShort ? linkTo : "" });
  return withRecords(path, records, header);
}

function withRecords(path: string, records: readonly Uint8Array[], header: Uint8Array): Uint8Array {
  if (records.length === 0) return header;
  const body = Buffer.concat(records);
  const name = `PaxHeaders.0/${shortName(path)}`;
  const extended = block({ prefix: "", name, size: body.length, type: "x", linkTo: "" });
  return Buffer.concat([extended, body, padding(body.length), header]);
}

function shortName(path: string): string {
  return asciiOf(path).slice(0, 80);
}

interface SplitName {
  readonly prefix: string;
  readonly name: string;
}

function splitName(path: string): SplitName | undefined {
  if (!/^[\x20-\x7e]*$/u.test(path)) return undefined;
  if (path.length <= 100) return { prefix: "", name: path };
  const slash = path.lastIndexOf("/", 155);
  if (slash <= 0 || path.length - slash - 1 > 100) return undefined;
  return { prefix: path.slice(0, slash), name: path.slice(slash + 1) };
}

function asciiOf(path: string): string {
  return path.replace(/[^\x20-\x7e]/gu, "_");
}

interface Fields extends SplitName {
  readonly size: number;
  readonly type: "0" | "1" | "x";
  readonly linkTo: string;
}

function block({ prefix, name, size, type, linkTo }: Fields): Uint8Array {
  const header = Buffer.from(blank);
  header.write(name, 0, 100, "latin1");
  header.write(octal(size), 124, "latin1");
  header.write(type, 156, "latin1");
  if (linkTo !== "") header.write(linkTo, 157, 100, "latin1");
  if (prefix !== "") header.write(prefix, 345, 155, "latin1");
  header.write(`${checksum(header).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
}

/** What is the same in all headers. */
const blank = Buffer.alloc(blockSize);
blank.write("0000644\0", 100, "latin1");
blank.write("0000000\0", 108, "latin1");
blank.write("0000000\0", 116, "latin1");
blank.write(octal(epoch), 136, "latin1");
blank.write("        ", 148, "latin1");
blank.write("ustar\u000000", 257, "latin1");
blank.write("0000000\u00000000000\0", 329, "latin1");

function octal(value: number): string {
  return `${value.toString(8).padStart(11, "0")}\0`;
}

/** The sum of a header's bytes, its own field counted as spaces. */
export function checksum(header: Uint8Array): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < header.length; at += 1) sum += header[at] ?? 0;
  for (let at = 148; at < 156; at += 1) sum -= header[at] ?? 0;
  return sum;
}
