import { hash } from "node:crypto";

import { BpError } from "./error.ts";

/** The registered algorithms (image-spec, descriptor.md, "Registered Algorithms"). */
export type Algorithm = "sha256" | "sha512";

/** `algorithm:hex`, as the OCI image specification (descriptor, "Digests") has it; `bp` writes sha256 alone. */
export type Digest = `${Algorithm}:${string}`;

const shape = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/u;

export function isDigest(text: string): text is Digest {
  return shape.test(text);
}

/** @throws BpError BAD_REFERENCE where the text is not a digest of a known algorithm. */
export function parseDigest(text: string): Digest {
  if (isDigest(text)) return text;
  throw new BpError("BAD_REFERENCE", `not a digest: ${text.slice(0, 160)}`, {
    hint: "a digest is sha256: and 64, or sha512: and 128, lower-case hexadecimal digits",
  });
}

export function algorithmOf(digest: Digest): Algorithm {
  return digest.startsWith("sha256:") ? "sha256" : "sha512";
}

/** True where the two can be compared. */
export function sameAlgorithm(one: Digest, other: Digest): boolean {
  return algorithmOf(one) === algorithmOf(other);
}

/** The part after the colon. */
export function hexOf(digest: Digest): string {
  return digest.slice(digest.indexOf(":") + 1);
}

/** The digest of the bytes (a string is its UTF-8). */
export function digestOf(bytes: Uint8Array | string, algorithm: Algorithm = "sha256"): Digest {
  return `${algorithm}:${hash(algorithm, bytes)}`;
}
