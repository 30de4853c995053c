import type { KeyObject } from "node:crypto";
import { createHash, sign } from "node:crypto";

import { p256, p384 } from "@noble/curves/nist.js";

import { algorithmOf } from "./key-algorithm.ts";
import { readPrivateKey } from "./key-file.ts";
import { keyMaterial, publicKeyHint, publicPem } from "./public-key.ts";
import type { Signer } from "./signer.ts";

/**
 * A signer with a key of one's own. The key is decrypted here, once; sign with the result as often as needed. The same
 * bytes and key give the same signature, ECDSA's by the nonce of RFC 6979 and the others by their nature, so a publish
 * that was cut short makes no second one when it is run again.
 * @throws BpError BAD_PASSWORD, BAD_KEY as reading the key does
 */
export async function keySigner(pem: string, password: string | undefined): Promise<Signer> {
  const privateKey = await readPrivateKey(pem, password);
  const signWith = signing(privateKey);
  const key = keyMaterial(privateKey);
  return {
    name: publicKeyHint(privateKey),
    policy: { $case: "publicKey", publicKey: publicPem(privateKey) },
    witnesses: [],
    formats: "both",
    sign: (data) => Promise.resolve({ signature: signWith(data), key }),
  };
}

function signing(key: KeyObject): (data: Uint8Array) => Uint8Array {
  const algorithm = algorithmOf(key);
  if (algorithm === "ed25519") return (data) => sign(null, data, key);
  if (algorithm === "rsa-pkcs1v15-sha256") return (data) => sign("sha256", data, key);
  const [curve, length] = algorithm === "ecdsa-p256-sha256" ? [p256, 32] : [p384, 48];
  const scalar = scalarOf(key, length);
  return (data) => {
    const digest = createHash("sha256").update(data).digest();
    return curve.sign(digest, scalar, { prehash: false, format: "der" });
  };
}

function scalarOf(key: KeyObject, length: number): Uint8Array {
  const { d } = key.export({ format: "jwk" });
  if (d === undefined) throw new TypeError("a private key has a scalar");
  const bytes = Buffer.from(d, "base64url");
  return Buffer.concat([Buffer.alloc(length - bytes.length), bytes]);
}
