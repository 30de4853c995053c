import {
  Z_DEFAULT_STRATEGY,
  Z_FINISH,
  Z_NO_FLUSH,
  Z_STREAM_END,
  ZStream,
  zlibDeflate,
  zlibDeflateInit2,
  zlibDeflateReset,
} from "pako";

import type { Bytes } from "../model/ports.ts";
import { crc32 } from "./crc32.ts";
import { Gathered, gatheredSize } from "./gathered.ts";

/**
 * The member header that Helm writes since 4.2.4 (interop §1.6): deflate, extra field and comment present, no time,
 * unknown system; extra subfield `rr` of 40 bytes, comment `Helm`.
 */
const header = Buffer.from(
  "\x1f\x8b\x08\x14\0\0\0\0\0\xff\x2c\0rr\x28\0aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo=Helm\0",
  "latin1",
);

/** Input goes to the compressor in pieces of one size alone, so that its output depends on the bytes and nothing else. */
const pieceSize = gatheredSize;
const Z_DEFLATED = 8;
const rawDeflate = -15;
const memoryLevel = 8;

/** One gzip member (RFC 1952): pako's raw deflate at level 6, the same bytes on every machine. */
export async function* gzip(bytes: Bytes): Bytes {
  const stream = idle.pop() ?? newStream();
  zlibDeflateReset(stream);
  Object.assign(stream, { next_out: 0, avail_out: pieceSize });
  try {
    let [checksum, length] = [0, 0];
    yield header;
    for await (const piece of pieces(bytes)) {
      checksum = crc32(piece, checksum);
      length += piece.length;
      yield* compress(stream, piece, Z_NO_FLUSH);
    }
    yield* compress(stream, new Uint8Array(), Z_FINISH);
    yield trailer(checksum, length);
  } finally {
    if (idle.length < idleLimit) idle.push(stream);
  }
}

/** Streams take a quarter of a megabyte each: those that are done are used again. */
const idle: ZStream[] = [];
const idleLimit = 4;

function newStream(): ZStream {
  const stream = new ZStream();
  zlibDeflateInit2(stream, 6, Z_DEFLATED, rawDeflate, memoryLevel, Z_DEFAULT_STRATEGY);
  return Object.assign(stream, { output: new Uint8Array(pieceSize) });
}

/** Takes the whole input in, and gives what fills the stream's output buffer; at the end, all that is left. */
function* compress(
  stream: ZStream,
  input: Uint8Array,
  flush: typeof Z_NO_FLUSH | typeof Z_FINISH,
): Generator<Uint8Array> {
  Object.assign(stream, { input, next_in: 0, avail_in: input.length });
  for (;;) {
    const ended = zlibDeflate(stream, flush) === Z_STREAM_END;
    const isFull = stream.avail_out === 0;
    if (isFull || ended) {
      if (stream.next_out > 0) yield stream.output.subarray(0, stream.next_out);
      Object.assign(stream, { next_out: 0, avail_out: pieceSize });
    }
    if (ended || (!isFull && flush === Z_NO_FLUSH)) return;
  }
}

/** One buffer for all pieces: each is compressed before the next is asked for. */
async function* pieces(bytes: Bytes): Bytes {
  const gathered = Gathered.borrow();
  try {
    for await (const chunk of bytes) yield* gathered.add(chunk);
    const rest = gathered.take();
    if (rest.length > 0) yield rest;
  } finally {
    gathered.giveBack();
  }
}

function trailer(checksum: number, length: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(checksum, 0);
  bytes.writeUInt32LE(length % 2 ** 32, 4);
  return bytes;
}
