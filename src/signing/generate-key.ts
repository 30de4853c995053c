import type { KeyObject } from "node:crypto";
import { createECDH, createPrivateKey } from "node:crypto";

import { encryptedLabel } from "./key-file.ts";
import { writePem } from "./pem.ts";
import { publicPem } from "./public-key.ts";
import { seal } from "./secret-box.ts";

export interface GenerateKeyInput {
  /** May be empty, as cosign allows. */
  readonly password: string;
  /** A cryptographic source. */
  readonly randomBytes: (length: number) => Uint8Array;
}

export interface GeneratedKey {
  /** The content of `cosign.key`: keep it with mode 0600. */
  readonly privatePem: string;
  /** The content of `cosign.pub`. */
  readonly publicPem: string;
}

/** A new ECDSA key over P-256 in the files that `cosign generate-key-pair` would write (interop §2.7). */
export async function generateKey(input: GenerateKeyInput): Promise<GeneratedKey> {
  const key = newKey(input.randomBytes);
  const secret = key.export({ type: "pkcs8", format: "der" });
  const box = await seal({ ...input, secret });
  const bytes = new TextEncoder().encode(box);
  return { privatePem: writePem({ label: encryptedLabel, bytes }), publicPem: publicPem(key) };
}

function newKey(randomBytes: (length: number) => Uint8Array): KeyObject {
  const pair = createECDH("prime256v1");
  setScalar(pair, randomBytes);
  const point = pair.getPublicKey();
  const jwk = {
    kty: "EC",
    crv: "P-256",
    d: fullWidth(pair.getPrivateKey()).toString("base64url"),
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  return createPrivateKey({ format: "jwk", key: jwk });
}

/** OpenSSL leaves leading zero bytes out, which a JWK must have (RFC 7518, 6.2.2.1). */
function fullWidth(scalar: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(32 - scalar.length), scalar]);
}

/** About one in 2^32 draws lies outside the curve's order and is drawn again; a source that never fits is broken. */
function setScalar(
  pair: ReturnType<typeof createECDH>,
  randomBytes: (length: number) => Uint8Array,
): void {
  for (let draw = 0; draw < 8; draw += 1) {
    try {
      pair.setPrivateKey(Buffer.from(randomBytes(32)));
      return;
    } catch {
      continue;
    }
  }
  throw new Error("the source of randomness gives no usable private key");
}
