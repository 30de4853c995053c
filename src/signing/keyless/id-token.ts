import { BpError } from "../../model/error.ts";
import type { Ask } from "./ask.ts";
import { objectIn, refusal } from "./ask.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** An OIDC identity token, and what it claims. The claims are not verified here: Fulcio does that. */
export interface IdToken {
  readonly text: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Whom the token is made for: Fulcio takes no other. */
const audience = "sigstore";

/** True where the environment can give a token by itself. */
export function hasAmbientToken(environment: Environment): boolean {
  return (
    isSet(environment, "SIGSTORE_ID_TOKEN") || isSet(environment, "ACTIONS_ID_TOKEN_REQUEST_URL")
  );
}

/**
 * The token of the environment: SIGSTORE_ID_TOKEN, which GitLab sets by `id_tokens`, else the one that the runner of
 * GitHub, Gitea or Forgejo gives.
 * @throws BpError UNAUTHORIZED where there is none, SIGSTORE where the runner gives none
 */
export async function ambientToken(environment: Environment, ask: Ask): Promise<IdToken> {
  const given = environment["SIGSTORE_ID_TOKEN"];
  if (given !== undefined && given !== "") return readToken(given);
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer = "" } =
    environment;
  if (url === "" || bearer === "")
    throw new BpError("UNAUTHORIZED", "there is no identity token to sign with", {
      hint: "set SIGSTORE_ID_TOKEN, or let the workflow have `permissions: id-token: write`",
    });
  const asked = new URL(url);
  asked.searchParams.set("audience", audience);
  const headers = { authorization: `bearer ${bearer}`, accept: "application/json" };
  const answer = await ask({ method: "GET", url: asked.href, headers });
  if (answer.status !== 200) throw refusal("the runner's token service", answer);
  const { value } = objectIn("the runner's token service", answer);
  return readToken(typeof value === "string" ? value : "");
}

/** @throws BpError UNAUTHORIZED for a text that is no JSON Web Token; the text is not repeated */
export function readToken(text: string): IdToken {
  const [, payload, signature] = text.trim().split(".");
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload ?? "", "base64url").toString("utf8"));
    if (signature !== undefined && typeof claims === "object" && claims !== null)
      return { text: text.trim(), claims: claims as Record<string, unknown> };
  } catch {
    // Said below, for every way in which it is none.
  }
  throw new BpError("UNAUTHORIZED", "the identity token is not a JSON Web Token", {
    hint: "it has three parts with dots between; SIGSTORE_ID_TOKEN holds it whole",
  });
}

/**
 * What Fulcio has the key sign to prove that it is held: the address where the token has a verified one, else the subject.
 * @throws BpError UNAUTHORIZED where the token has neither
 */
export function provenSubject({ claims }: IdToken): string {
  const { email, email_verified: verified, sub } = claims;
  if (typeof email === "string" && email !== "") {
    if (verified === true || verified === "true") return email;
    throw new BpError("UNAUTHORIZED", "the identity token's e-mail address is not verified");
  }
  if (typeof sub === "string" && sub !== "") return sub;
  throw new BpError("UNAUTHORIZED", "the identity token names no subject");
}

function isSet(environment: Environment, name: string): boolean {
  return (environment[name] ?? "") !== "";
}
