import type { KeyObject } from "node:crypto";
import { createPrivateKey } from "node:crypto";

import { BpError } from "../model/error.ts";
import { algorithmOf } from "./key-algorithm.ts";
import type { PemBlock } from "./pem.ts";
import { readPem } from "./pem.ts";
import { open } from "./secret-box.ts";

/** What cosign has written since 2.0; before, the second. */
export const encryptedLabel = "ENCRYPTED SIGSTORE PRIVATE KEY";
const encryptedLabels: ReadonlySet<string> = new Set([
  encryptedLabel,
  "ENCRYPTED COSIGN PRIVATE KEY",
]);

const pkcs8Remedy =
  "convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out KEY.pem, or make one with `bp keygen`";

/** True where a password is needed to read the key. */
export function isEncryptedKey(pem: string): boolean {
  return encryptedLabels.has(readPem(pem)?.label ?? "");
}

/**
 * The private key of a PEM text: cosign's encrypted format (interop §2.7) or plain PKCS#8. Opening an encrypted one
 * takes a fifth of a second on purpose: do it once a run.
 * @throws BpError BAD_PASSWORD where the password is missing or wrong, BAD_KEY where the key is unreadable or of
 *   a kind that consumers do not all verify
 */
export async function readPrivateKey(
  pem: string,
  password: string | undefined,
): Promise<KeyObject> {
  const block = readPem(pem);
  if (block === undefined) throw notPrivate("no PEM block");
  const key = parse(await pkcs8Of(block, password));
  algorithmOf(key);
  return key;
}

async function pkcs8Of(
  { label, bytes }: PemBlock,
  password: string | undefined,
): Promise<Uint8Array> {
  if (label === "PRIVATE KEY") return bytes;
  if (!encryptedLabels.has(label)) throw notPrivate(`a PEM block ${label}`);
  if (password === undefined) {
    throw new BpError("BAD_PASSWORD", "the private key is encrypted and no password is given", {
      hint: "set COSIGN_PASSWORD (empty where the key has no password)",
    });
  }
  return open(bytes, password);
}

function parse(der: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8" });
  } catch {
    throw new BpError("BAD_KEY", "the private key is not PKCS#8", { hint: pkcs8Remedy });
  }
}

function notPrivate(found: string): BpError {
  return new BpError("BAD_KEY", `not a private key that bp can use: the text holds ${found}`, {
    hint: pkcs8Remedy,
  });
}
