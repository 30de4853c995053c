import { decodeUtf8 } from "./pax.ts";
import { checksum } from "./tar-header.ts";

/** A header block before extended headers are applied. */
export interface RawHeader {
  readonly name: string;
  readonly size: number;
  /** The type flag, one character. */
  readonly type: string;
  /** What a link leads to; empty for what is none. */
  readonly linkTo: string;
  /** Permission bits. */
  readonly mode: number;
  /** Seconds since 1970. */
  readonly mtime: number;
}

export function isZero(block: Uint8Array): boolean {
  return block[0] === 0 && block.every((byte) => byte === 0);
}

/** Reads a header block of 512 bytes, or says what is wrong with it. */
export function parseHeader(block: Uint8Array): RawHeader | string {
  if (numeric(block, 148, 8) !== checksum(block)) return "a header's checksum is wrong";
  const magic = latin1(block, 257, 8);
  if (!magic.startsWith("ustar") && magic !== "\0".repeat(8)) return "it is not a tar";
  const size = numeric(block, 124, 12);
  if (size === undefined || size > Number.MAX_SAFE_INTEGER / 2)
    return "a header's size is no number";
  const name = text(block, 0, 100);
  const prefix = magic.startsWith("ustar\0") ? text(block, 345, 155) : "";
  if (name === undefined || prefix === undefined) return "a name is not UTF-8";
  const type = String.fromCharCode(block[156] ?? 0);
  const linkTo = text(block, 157, 100) ?? "";
  const whole = prefix === "" ? name : `${prefix}/${name}`;
  return { name: whole, size: sizeOf(type, size), type, linkTo, ...attributes(block) };
}

function attributes(block: Uint8Array): Pick<RawHeader, "mode" | "mtime"> {
  return { mode: numeric(block, 100, 8) ?? 0, mtime: numeric(block, 136, 12) ?? 0 };
}

/** Links, devices and folders have no body, whatever their size field says. */
function sizeOf(type: string, size: number): number {
  return "123456".includes(type) ? 0 : size;
}

function latin1(block: Uint8Array, start: number, length: number): string {
  return Buffer.from(block.buffer, block.byteOffset + start, length).toString("latin1");
}

function text(block: Uint8Array, start: number, length: number): string | undefined {
  if (block[start] === 0) return "";
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return decodeUtf8(end === -1 ? field : field.subarray(0, end));
}

/** An octal field, or GNU's base-256 form (first bit set); undefined where it is neither. */
function numeric(block: Uint8Array, start: number, length: number): number | undefined {
  if (block[start] === 0x80) {
    const field = block.subarray(start + 1, start + length);
    return field.reduce((sum, byte) => sum * 256 + byte, 0);
  }
  const digits = latin1(block, start, length).replace(/^ +|[ \0]+$/gu, "");
  if (digits === "") return 0;
  return /^[0-7]+$/u.test(digits) ? Number.parseInt(digits, 8) : undefined;
}
