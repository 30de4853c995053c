import type { KeyObject } from "node:crypto";
import { createHash } from "node:crypto";

import { p256 } from "@noble/curves/nist.js";

import { readPrivateKey } from "./key-file.ts";
import { keyMaterial, publicKeyHint, publicPem } from "./public-key.ts";
import type { Signer } from "./signer.ts";

/**
 * A signer with a key of one's own. The key is decrypted here, once; sign with the result as often as needed. The nonce
 * is RFC 6979's: the same bytes and key give the same signature, so a publish that was cut short makes no second one
 * when it is run again.
 * @throws BpError BAD_PASSWORD, BAD_KEY as reading the key does
 */
export async function keySigner(pem: string, password: string | undefined): Promise<Signer> {
  const privateKey = await readPrivateKey(pem, password);
  const scalar = scalarOf(privateKey);
  const key = keyMaterial(privateKey);
  return {
    name: publicKeyHint(privateKey),
    policy: { $case: "publicKey", publicKey: publicPem(privateKey) },
    witnesses: [],
    formats: "both",
    sign(data) {
      const digest = createHash("sha256").update(data).digest();
      const signature = p256.sign(digest, scalar, { prehash: false, format: "der" });
      return Promise.resolve({ signature, key });
    },
  };
}

function scalarOf(key: KeyObject): Uint8Array {
  const { d } = key.export({ format: "jwk" });
  if (d === undefined) throw new TypeError("a private key has a scalar");
  const bytes = Buffer.from(d, "base64url");
  return Buffer.concat([Buffer.alloc(32 - bytes.length), bytes]);
}
