import type { KeyObject } from "node:crypto";
import { verify } from "node:crypto";

import { BpError } from "../model/error.ts";

/**
 * How a key signs, as the protocol of signer programs names it. The hash is SHA-256 for every key, as cosign and Flux
 * load a public key, but for Ed25519, which takes the message itself: all of them verify in both formats.
 */
export type SignatureAlgorithm =
  | "ecdsa-p256-sha256"
  | "ecdsa-p384-sha256"
  | "rsa-pkcs1v15-sha256"
  | "ed25519";

/** What sigstore-go knows, in bits. */
const rsaSizes: ReadonlySet<number | undefined> = new Set([2048, 3072, 4096]);

/** @throws BpError BAD_KEY */
export function algorithmOf(key: KeyObject): SignatureAlgorithm {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  const kind = key.asymmetricKeyType;
  if (kind === "ec" && namedCurve === "prime256v1") return "ecdsa-p256-sha256";
  if (kind === "ec" && namedCurve === "secp384r1") return "ecdsa-p384-sha256";
  if (kind === "ed25519") return "ed25519";
  if (kind === "rsa" && rsaSizes.has(modulusLength)) return "rsa-pkcs1v15-sha256";
  const found = namedCurve ?? (kind === "rsa" ? `RSA of ${modulusLength} bits` : kind);
  throw new BpError(
    "BAD_KEY",
    `the key is ${found ?? "of an unknown kind"}, not ECDSA over P-256 or P-384, Ed25519, or RSA of 2048, 3072 or 4096 bits`,
    { hint: "make a key with `bp keygen` or `cosign generate-key-pair`" },
  );
}

/** Whether the key has signed the bytes. */
export function isSignedBy(key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(key.asymmetricKeyType === "ed25519" ? null : "sha256", data, key, signature);
  } catch {
    return false;
  }
}
