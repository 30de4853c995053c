import { BpError } from "../../model/error.ts";
import { keepSecret } from "../../model/redact.ts";
import type { ServiceAnswer } from "./ask.ts";
import { objectIn, refusal } from "./ask.ts";
import type { IdToken } from "./id-token.ts";
import { readToken } from "./id-token.ts";
import type { OidcProvider } from "./oidc-provider.ts";

/**
 * The identity token of a token endpoint's answer, found to be by this issuer, for this client, and an answer to this
 * request. Its signature is Fulcio's to verify: it came from the issuer itself, over a connection of ours.
 * @throws BpError UNAUTHORIZED where the issuer refuses, SIGSTORE for a token that is not what was asked for
 */
export function givenToken(
  answer: ServiceAnswer,
  { issuer, clientId }: OidcProvider,
  nonce?: string,
): IdToken {
  if (answer.status !== 200)
    throw new BpError("UNAUTHORIZED", refusal(`the issuer ${issuer}`, answer).message);
  const { id_token: text } = objectIn(`the issuer ${issuer}`, answer);
  if (typeof text !== "string") throw other(issuer, "no identity token");
  keepSecret(text);
  const token = readToken(text);
  const { iss, aud, nonce: echoed } = token.claims;
  if (iss !== issuer) throw other(issuer, `a token of ${String(iss)}`);
  if (![aud].flat().includes(clientId)) throw other(issuer, `a token for ${String(aud)}`);
  if (nonce !== undefined && echoed !== nonce) throw other(issuer, "a token of another request");
  return token;
}

function other(issuer: string, found: string): BpError {
  return new BpError("SIGSTORE", `the issuer ${issuer} gives ${found}`);
}
