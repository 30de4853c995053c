import { BpError } from "../../../src/model/error.ts";
import type { Bytes, Spool, Spooled } from "../../../src/model/ports.ts";

/** The bytes as a stream, cut into chunks of the given size. */
export async function* stream(bytes: Uint8Array, size: number = bytes.length || 1): Bytes {
  await Promise.resolve();
  for (let offset = 0; offset < bytes.length; offset += size) {
    yield bytes.subarray(offset, offset + size);
  }
}

export async function collect(bytes: Bytes): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** A spool that keeps everything in memory. */
export const memorySpool: Spool = async (bytes, limit): Promise<Spooled> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > limit) throw new BpError("LIMIT", `more than ${limit} bytes`);
    chunks.push(Buffer.from(chunk));
  }
  const whole = Buffer.concat(chunks);
  return {
    size,
    open: () => stream(whole),
    read: (start, end) => Promise.resolve(whole.subarray(start, end)),
    dispose: () => Promise.resolve(),
  };
};
