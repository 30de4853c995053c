import { getBuiltinModule } from "node:process";

/** The CRC-32 (RFC 1952) of bytes that follow those of another one. Node's own, which loads for the first of them. */
export function crc32(bytes: Uint8Array, before: number): number {
  return getBuiltinModule("node:zlib").crc32(bytes, before);
}
