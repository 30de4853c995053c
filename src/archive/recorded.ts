import { createHash } from "node:crypto";

import type { Digest } from "../model/digest.ts";
import { digestOf } from "../model/digest.ts";
import { hashed } from "../model/hashed.ts";
import type { Bytes } from "../model/ports.ts";
import type { ArchiveEntry } from "./entry.ts";

/** The same entry; its digest is told at once where its bytes are at hand, else when it was read to the end. */
export function recorded(entry: ArchiveEntry, tell: (digest: Digest) => void): ArchiveEntry {
  if (entry.bytes !== undefined) {
    tell(digestOf(entry.bytes));
    return entry;
  }
  async function* open(): Bytes {
    const hash = createHash("sha256");
    yield* hashed(entry.open(), hash);
    tell(`sha256:${hash.digest("hex")}`);
  }
  return { ...entry, open };
}
