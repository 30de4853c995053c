import { createHash } from "node:crypto";

/** What proves that who takes the token is who asked for it (RFC 7636). */
export interface Proof {
  /** Kept until the token is asked for. */
  readonly verifier: string;
  /** Its S256 challenge, which may be seen. */
  readonly challenge: string;
}

export type RandomBytes = (length: number) => Uint8Array;

export function proofKey(randomBytes: RandomBytes): Proof {
  const verifier = randomText(randomBytes);
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** 256 bits, as a URL may hold them. */
export function randomText(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(32)).toString("base64url");
}
