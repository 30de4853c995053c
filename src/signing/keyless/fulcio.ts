import type { KeyObject } from "node:crypto";
import { createPublicKey, sign } from "node:crypto";

import { BpError } from "../../model/error.ts";
import { isRecord } from "../strict-json.ts";
import type { Ask } from "./ask.ts";
import { objectIn, postJson, refusal, serviceUrl } from "./ask.ts";
import type { IdToken } from "./id-token.ts";
import { provenSubject } from "./id-token.ts";

/**
 * The certificate that Fulcio gives for a key and an identity (fulcio.proto, CreateSigningCertificate): the leaf, PEM.
 * @throws BpError UNAUTHORIZED where it refuses the token, SIGSTORE where it answers otherwise
 */
export async function signingCertificate(
  base: string,
  key: KeyObject,
  token: IdToken,
  ask: Ask,
): Promise<string> {
  const subject = Buffer.from(provenSubject(token));
  const answer = await postJson(ask, serviceUrl(base, "/api/v2/signingCert"), {
    credentials: { oidcIdentityToken: token.text },
    publicKeyRequest: {
      publicKey: {
        algorithm: "ECDSA",
        content: createPublicKey(key).export({ type: "spki", format: "pem" }),
      },
      proofOfPossession: sign("sha256", subject, key).toString("base64"),
    },
  });
  if (answer.status === 401 || answer.status === 403 || answer.status === 400) {
    const { message } = refusal("Fulcio", answer);
    throw new BpError("UNAUTHORIZED", message.replaceAll(token.text, "<token>"), {
      hint: "the token must be fresh, made for the audience sigstore, by an issuer that this Fulcio knows",
    });
  }
  if (answer.status !== 200 && answer.status !== 201) throw refusal("Fulcio", answer);
  return leafOf(objectIn("Fulcio", answer));
}

function leafOf(answer: Readonly<Record<string, unknown>>): string {
  const given = answer["signedCertificateEmbeddedSct"] ?? answer["signedCertificateDetachedSct"];
  const chain = isRecord(given) ? given["chain"] : undefined;
  const certificates: unknown = isRecord(chain) ? chain["certificates"] : undefined;
  const leaf: unknown = Array.isArray(certificates) ? certificates[0] : undefined;
  if (typeof leaf === "string") return leaf.endsWith("\n") ? leaf : `${leaf}\n`;
  throw new BpError("SIGSTORE", "Fulcio answers without a certificate");
}
