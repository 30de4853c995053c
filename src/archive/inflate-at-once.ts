import { getBuiltinModule } from "node:process";

import type { ByteReader } from "./byte-reader.ts";

const inputLimit = 256 * 1024;
const outputLimit = 4 * 1024 * 1024;

/**
 * All that a small deflate stream holds, by the inflater of the platform, which is several times as fast; what follows
 * the stream is left in the reader. Undefined for one that is large or broken: the reader is then as it was.
 */
export async function inflateAtOnce(reader: ByteReader): Promise<Uint8Array | undefined> {
  const input = await reader.take(inputLimit);
  const isWhole = input.length < inputLimit;
  const found = isWhole ? inflated(input) : undefined;
  reader.unread(input.subarray(found?.consumed ?? 0));
  return found?.bytes;
}

function inflated(
  input: Uint8Array,
): { readonly bytes: Uint8Array; readonly consumed: number } | undefined {
  const options = { info: true, maxOutputLength: outputLimit, chunkSize: sizeSaid(input) };
  try {
    // Loaded for the first archive: most starts unpack none.
    const { inflateRawSync } = getBuiltinModule("node:zlib");
    const { buffer, engine } = inflateRawSync(input, options) as unknown as Informed;
    return { bytes: buffer, consumed: engine.bytesWritten };
  } catch {
    return undefined;
  }
}

/** How many bytes to make place for: what a gzip member that ends here says of itself, as long as that is plausible. */
function sizeSaid(input: Uint8Array): number {
  const said = input.length < 4 ? 0 : Buffer.from(input.subarray(-4)).readUInt32LE();
  return Math.min(Math.max(said + 1, 1024), outputLimit);
}

/** What the option `info` makes of the answer (Node's zlib). */
interface Informed {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}
