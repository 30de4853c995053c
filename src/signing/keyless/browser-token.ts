import { BpError } from "../../model/error.ts";
import type { Ask } from "./ask.ts";
import { givenToken } from "./given-token.ts";
import type { IdToken } from "./id-token.ts";
import type { OidcProvider } from "./oidc-provider.ts";
import { postForm, scope } from "./oidc-provider.ts";
import type { RandomBytes } from "./pkce.ts";
import { proofKey, randomText } from "./pkce.ts";

/** Waits on loopback for the browser to come back (RFC 8252, section 7.3). */
export interface Redirect {
  /** Where the browser is to come back to. */
  readonly uri: string;
  /** What it brings, once it comes with the right state. @throws BpError INTERRUPTED, UNAUTHORIZED where nobody comes */
  readonly returned: Promise<URLSearchParams>;
  close(): void;
}

export interface BrowserPorts {
  readonly ask: Ask;
  readonly randomBytes: RandomBytes;
  /** Listens; requests with another state are turned away. */
  readonly listen: (state: string) => Promise<Redirect>;
  /** Shows the address to the person. */
  readonly open: (url: string) => Promise<void>;
}

/**
 * A person's identity token, by their browser: an authorization code with a proof key (RFC 6749, section 4.1; RFC 7636),
 * tied to this request by state and nonce.
 * @throws BpError UNAUTHORIZED where the person or the issuer says no, SIGSTORE, NETWORK
 */
export async function browserToken(
  provider: OidcProvider,
  { ask, randomBytes, listen, open }: BrowserPorts,
): Promise<IdToken> {
  const [state, nonce] = [randomText(randomBytes), randomText(randomBytes)];
  const { verifier, challenge } = proofKey(randomBytes);
  const redirect = await listen(state);
  try {
    const url = new URL(provider.authorization);
    const asked = {
      response_type: "code",
      client_id: provider.clientId,
      redirect_uri: redirect.uri,
      scope,
      state,
      nonce,
      code_challenge: challenge,
      code_challenge_method: "S256",
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    await open(url.href);
    const code = codeIn(await redirect.returned, provider);
    const answer = await postForm(ask, provider.token, {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirect.uri,
      client_id: provider.clientId,
      code_verifier: verifier,
    });
    return givenToken(answer, provider, nonce);
  } finally {
    redirect.close();
  }
}

function codeIn(returned: URLSearchParams, { issuer }: OidcProvider): string {
  const [code, error, from] = ["code", "error", "iss"].map((name) => returned.get(name));
  if (from !== null && from !== undefined && from !== issuer)
    throw new BpError("SIGSTORE", `the browser comes back from ${from}, not from ${issuer}`);
  if (code !== null && code !== undefined && error === null) return code;
  const words = [error, returned.get("error_description")].filter((one) => one !== null);
  throw new BpError("UNAUTHORIZED", `the issuer ${issuer} says no: ${words.join(", ")}`);
}
