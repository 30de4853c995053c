import { crc32 } from "node:zlib";

import { Deflate, Z_FINISH, Z_NO_FLUSH } from "pako";

import type { Bytes } from "../model/ports.ts";

/**
 * The member header that Helm writes since 4.2.4 (interop §1.6): deflate, extra field and comment present, no time,
 * unknown system; extra subfield `rr` of 40 bytes, comment `Helm`.
 */
const header = Buffer.from(
  "\x1f\x8b\x08\x14\0\0\0\0\0\xff\x2c\0rr\x28\0aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo=Helm\0",
  "latin1",
);

/** Input goes to the compressor in pieces of this size alone, so that its output depends on the bytes and nothing else. */
const pieceSize = 64 * 1024;

/** One gzip member (RFC 1952): pako's raw deflate at level 6, the same bytes on every machine. */
export async function* gzip(bytes: Bytes): Bytes {
  const output: Uint8Array[] = [];
  const deflate = new Deflate({ raw: true, level: 6, chunkSize: pieceSize });
  deflate.onData = (chunk: Uint8Array<ArrayBuffer>): void => void output.push(chunk);
  let [checksum, length] = [0, 0];
  yield header;
  for await (const piece of pieces(bytes)) {
    checksum = crc32(piece, checksum);
    length += piece.length;
    deflate.push(piece, Z_NO_FLUSH);
    yield* output.splice(0);
  }
  deflate.push(new Uint8Array(), Z_FINISH);
  yield* output.splice(0);
  yield trailer(checksum, length);
}

async function* pieces(bytes: Bytes): Bytes {
  let piece = new Uint8Array(pieceSize);
  let filled = 0;
  for await (const chunk of bytes) {
    for (let offset = 0; offset < chunk.length;) {
      const part = chunk.subarray(offset, offset + pieceSize - filled);
      piece.set(part, filled);
      filled += part.length;
      offset += part.length;
      if (filled < pieceSize) continue;
      yield piece;
      piece = new Uint8Array(pieceSize);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

function trailer(checksum: number, length: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(checksum, 0);
  bytes.writeUInt32LE(length % 2 ** 32, 4);
  return bytes;
}
