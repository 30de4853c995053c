import type { KeyObject } from "node:crypto";
import { createHash, createPublicKey } from "node:crypto";

import { BpError } from "../model/error.ts";
import { algorithmOf } from "./key-algorithm.ts";
import { readPem, writePem } from "./pem.ts";
import type { KeyMaterial } from "./signer.ts";

/**
 * The public key of a PEM text.
 * @throws BpError BAD_KEY where the text holds none, or one of a kind that consumers do not all verify
 */
export function readPublicKey(pem: string): KeyObject {
  const block = readPem(pem);
  if (block?.label !== "PUBLIC KEY") throw notPublic(block?.label);
  const key = parse(block.bytes);
  algorithmOf(key);
  return key;
}

function parse(der: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
  } catch (cause) {
    throw new BpError("BAD_KEY", "the public key cannot be read", {
      hint: "give the PEM file that `bp keygen` or cosign wrote, cosign.pub",
      cause,
    });
  }
}

/** The PKIX PEM of a key's public half. */
export function publicPem(key: KeyObject): string {
  return writePem({ label: "PUBLIC KEY", bytes: spki(key) });
}

/** Base64 of the sha256 of the SPKI DER: what cosign writes into a bundle beside the signature. */
export function publicKeyHint(key: KeyObject): string {
  return createHash("sha256").update(spki(key)).digest("base64");
}

/** The public half of a key, as signatures carry it. */
export function keyMaterial(key: KeyObject): KeyMaterial {
  return { $case: "publicKey", publicKey: publicPem(key), hint: publicKeyHint(key) };
}

function spki(key: KeyObject): Buffer {
  const half = key.type === "private" ? createPublicKey(key) : key;
  return half.export({ type: "spki", format: "der" });
}

function notPublic(label: string | undefined): BpError {
  const found = label === undefined ? "no PEM block" : `a PEM block ${label}`;
  return new BpError("BAD_KEY", `not a public key: the text holds ${found}`, {
    hint: "give the PEM file that begins with BEGIN PUBLIC KEY, as cosign.pub",
  });
}
