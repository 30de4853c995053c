import type { Hash } from "node:crypto";

import type { Bytes } from "./ports.ts";

/** The same bytes; the hash has seen them once they were read to the end. */
export async function* hashed(bytes: Bytes, hash: Hash): Bytes {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}
