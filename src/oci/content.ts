import { createHash } from "node:crypto";

import type { Descriptor } from "../model/descriptor.ts";
import { algorithmOf, hexOf } from "../model/digest.ts";
import { BpError } from "../model/error.ts";
import type { Bytes, Content } from "../model/ports.ts";
import type { Source } from "./store.ts";

/** The most bytes that a manifest or an index may have (distribution-spec, "Pushing Manifests"): 4 MiB. */
export const manifestLimit: number = 4 * 1024 * 1024;

/** Bytes at hand, as content that can be read any number of times. */
export function bytesContent(bytes: Uint8Array): Content {
  return {
    async *open() {
      if (bytes.byteLength > 0) yield bytes;
    },
  };
}

/** Bytes that are checked as they flow, and against what: nothing is hashed twice on its way. */
const checks = new WeakMap<Bytes, Descriptor>();

/** What a source holds, as content that is asked for when it is opened, and verified as it flows. */
export function contentOf(source: Source, target: Descriptor, signal?: AbortSignal): Content {
  return {
    open() {
      const bytes = asked(source, target, signal);
      checks.set(bytes, target);
      return bytes;
    },
  };
}

async function* asked(
  source: Source,
  target: Descriptor,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  yield* verified(await source.fetch(target, signal), target);
}

/** Everything, in one piece. @throws BpError LIMIT as soon as more than `limit` bytes came */
export async function readAll(bytes: Bytes, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > limit) {
      throw new BpError("LIMIT", `more than ${limit} bytes came where no more are allowed`, {
        details: { limit },
      });
    }
    chunks.push(new Uint8Array(chunk));
  }
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, size);
}

/**
 * The same bytes, checked as they flow (image-spec, descriptor.md, "Verification").
 * @throws BpError DIGEST_MISMATCH while iterating: at the first byte too many, at the end where bytes lack or differ
 */
export function verified(bytes: Bytes, expected: Descriptor): Bytes {
  const known = checks.get(bytes);
  if (known?.digest === expected.digest && known.size === expected.size) return bytes;
  const checked = checking(bytes, expected);
  checks.set(checked, expected);
  return checked;
}

async function* checking(bytes: Bytes, expected: Descriptor): AsyncGenerator<Uint8Array> {
  const hash = createHash(algorithmOf(expected.digest));
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > expected.size) throw mismatch(expected, `more than ${expected.size} bytes came`);
    hash.update(chunk);
    yield chunk;
  }
  if (size < expected.size) throw mismatch(expected, `${size} of ${expected.size} bytes came`);
  const hex = hash.digest("hex");
  if (hex !== hexOf(expected.digest)) throw mismatch(expected, `the bytes hash to ${hex}`);
}

/**
 * The verified content in one piece.
 * @throws BpError LIMIT where the descriptor says more than `limit` bytes, NOT_FOUND, DIGEST_MISMATCH
 */
export async function fetchAll(
  source: Source,
  target: Descriptor,
  limit: number = manifestLimit,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  if (target.size > limit) {
    throw new BpError("LIMIT", `${target.digest} has ${target.size} bytes, over ${limit}`, {
      details: { digest: target.digest, size: target.size, limit },
    });
  }
  return readAll(await source.fetch(target, signal), limit);
}

function mismatch(expected: Descriptor, why: string): BpError {
  return new BpError(
    "DIGEST_MISMATCH",
    `the content of ${expected.digest} is not genuine: ${why}`,
    {
      hint: "the stored copy is damaged or was replaced: publish it again from the source",
      details: { digest: expected.digest, size: expected.size, mediaType: expected.mediaType },
    },
  );
}
