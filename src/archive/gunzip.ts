import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
} from "pako";

import { BpError } from "../model/error.ts";
import type { Bytes } from "../model/ports.ts";
import { ByteReader } from "./byte-reader.ts";
import { crc32 } from "./crc32.ts";
import { inflateAtOnce } from "./inflate-at-once.ts";

const outputSize = 64 * 1024;
const inputSize = 16 * 1024;
const rawDeflate = -15;
const headerLimit = 64 * 1024;

/**
 * Unpacks exactly one gzip member (RFC 1952), lazily: nothing is unpacked that nobody asks for. Unlike most readers it
 * checks the checksum and the length and refuses bytes after the member.
 * @throws BpError BAD_ARCHIVE naming the archive
 */
export async function* gunzip(bytes: Bytes, name: string): Bytes {
  const reader = new ByteReader(bytes);
  let [checksum, length] = [0, 0];
  try {
    await skipHeader(reader, name);
    for await (const chunk of inflate(reader, name)) {
      checksum = crc32(chunk, checksum);
      length = (length + chunk.length) % 2 ** 32;
      yield chunk;
    }
    await checkTrailer(reader, name, { checksum, length });
  } finally {
    await reader.close();
  }
}

async function* inflate(reader: ByteReader, name: string): Bytes {
  const small = await inflateAtOnce(reader);
  if (small === undefined) yield* inflateInPieces(reader, name);
  else if (small.length > 0) yield small;
}

async function* inflateInPieces(reader: ByteReader, name: string): Bytes {
  const stream = new ZStream();
  zlibInflateInit2(stream, rawDeflate);
  Object.assign(stream, { output: new Uint8Array(outputSize), next_out: 0, avail_out: outputSize });
  for (;;) {
    const input = await reader.some(inputSize);
    if (input.length === 0) throw bad(name, "it ends too early");
    Object.assign(stream, { input, next_in: 0, avail_in: input.length });
    const ended = yield* drain(stream, name);
    if (!ended) continue;
    reader.unread(input.subarray(input.length - stream.avail_in));
    return;
  }
}

/** Gives all output that the stream's present input makes; true at the end of the deflate stream. */
function* drain(stream: ZStream, name: string): Generator<Uint8Array, boolean> {
  for (;;) {
    const { output, next_out: start } = stream;
    const status = zlibInflate(stream, Z_NO_FLUSH);
    if (stream.next_out > start) yield output.subarray(start, stream.next_out);
    if (status === Z_STREAM_END) return true;
    if (status !== Z_OK && status !== Z_BUF_ERROR) {
      throw bad(name, `its compressed data is broken (${stream.msg || status})`);
    }
    if (stream.avail_out > 0) return false;
    Object.assign(stream, { next_out: 0, avail_out: outputSize });
  }
}

async function skipHeader(reader: ByteReader, name: string): Promise<void> {
  const fixed = await reader.take(10);
  if (fixed[0] !== 0x1f || fixed[1] !== 0x8b || fixed[2] !== 8) throw bad(name, "it is not gzip");
  const flags = fixed[3] ?? 0;
  if ((flags & 0xe0) !== 0) throw bad(name, "its gzip header has unknown flags");
  if ((flags & 4) !== 0) {
    const size = await reader.take(2);
    await reader.take((size[0] ?? 0) + 256 * (size[1] ?? 0));
  }
  if ((flags & 8) !== 0) await skipText(reader, name);
  if ((flags & 16) !== 0) await skipText(reader, name);
  if ((flags & 2) !== 0) await reader.take(2);
}

async function skipText(reader: ByteReader, name: string): Promise<void> {
  for (let count = 0; count < headerLimit; count += 1) {
    const byte = await reader.take(1);
    if (byte.length === 0) throw bad(name, "it ends too early");
    if (byte[0] === 0) return;
  }
  throw bad(name, "its gzip header is too long");
}

async function checkTrailer(
  reader: ByteReader,
  name: string,
  found: { checksum: number; length: number },
): Promise<void> {
  const trailer = Buffer.from(await reader.take(8));
  if (trailer.length < 8) throw bad(name, "it ends too early");
  if (trailer.readUInt32LE(0) !== found.checksum) throw bad(name, "its checksum is wrong");
  if (trailer.readUInt32LE(4) !== found.length) throw bad(name, "its length is wrong");
  if ((await reader.some(1)).length > 0) throw bad(name, "bytes follow its end");
}

function bad(name: string, reason: string): BpError {
  return new BpError("BAD_ARCHIVE", `cannot read ${name}: ${reason}`);
}
