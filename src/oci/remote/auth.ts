import { BpError } from "../../model/error.ts";
import { keepSecret } from "../../model/redact.ts";
import type { Challenge } from "./challenge.ts";
import { parseChallenges } from "./challenge.ts";
import type { Credential, Credentials } from "./credential.ts";
import { checkRealm } from "./realm.ts";
import type { Scope } from "./scope.ts";
import { mergeScopes, scopeTexts } from "./scope.ts";
import type { Answer } from "./transport.ts";

export type { Access, Scope } from "./scope.ts";

/** What a token is bought with. */
export interface TokenRequest {
  readonly realm: URL;
  readonly service: string | undefined;
  readonly scopes: readonly string[];
  readonly credential: Credential | undefined;
}

type BuyToken = (request: TokenRequest, scope: Scope) => Promise<string>;

/** What a registry asked for, and what it accepted. */
interface Session {
  basic: boolean;
  bearer: Challenge | undefined;
  readonly tokens: Map<string, Promise<string>>;
}

/**
 * Knows the `Authorization` header of every registry and repository (interop §4.1). Tokens are kept until they are
 * refused, and bought once however many requests wait for them. A header is only ever given for the registry that asked.
 */
export class Authorizer {
  readonly #credentials: Credentials;
  readonly #buy: BuyToken;
  readonly #sessions = new Map<string, Session>();

  constructor(credentials: Credentials, buy: BuyToken) {
    this.#credentials = credentials;
    this.#buy = buy;
  }

  /** The header to begin with; undefined before the registry has asked. */
  async header(scope: Scope): Promise<string | undefined> {
    const session = this.#session(scope);
    if (session.basic) return this.#basic(scope);
    return session.bearer === undefined ? undefined : this.#token(session, session.bearer, scope);
  }

  /**
   * The header that a 401 asks for, undefined where there is no better one than the header that was refused.
   * @throws BpError UNAUTHORIZED, DENIED, NETWORK where the token cannot be had; REGISTRY where the realm is not safe
   */
  async answer(
    refusal: Answer,
    scope: Scope,
    refused: string | undefined,
  ): Promise<string | undefined> {
    const session = this.#session(scope);
    const challenges = parseChallenges(refusal.headers["www-authenticate"] ?? "");
    const bearer = challenges.find((challenge) => challenge.scheme === "bearer");
    if (bearer !== undefined) {
      session.bearer = bearer;
      await forget(session, scope.path, refused);
      return this.#token(session, bearer, scope);
    }
    if (!challenges.some((challenge) => challenge.scheme === "basic")) return undefined;
    session.basic = true;
    const header = await this.#basic(scope);
    return header === refused ? undefined : header;
  }

  async #basic(scope: Scope): Promise<string | undefined> {
    const credential = await this.#credentials(scope.host, scope.path);
    if (credential?.kind === "registry") return `Bearer ${credential.token}`;
    return credential?.kind === "basic" ? basicHeader(credential) : undefined;
  }

  async #token(session: Session, challenge: Challenge, scope: Scope): Promise<string> {
    const { tokens } = session;
    const known = enough(scope).find((name) => tokens.has(name));
    const wanted = tokens.get(known ?? "") ?? this.#bought(challenge, scope);
    const names = known === undefined ? good(scope).filter((name) => !tokens.has(name)) : [known];
    for (const name of names) tokens.set(name, wanted);
    try {
      return await wanted;
    } catch (error) {
      for (const name of names) if (tokens.get(name) === wanted) tokens.delete(name);
      throw error;
    }
  }

  async #bought(challenge: Challenge, scope: Scope): Promise<string> {
    const realm = checkRealm(challenge.parameters["realm"] ?? "", scope);
    const credential = await this.#credentials(scope.host, scope.path);
    if (credential?.kind === "registry") return `Bearer ${credential.token}`;
    const asked = challenge.parameters["scope"];
    const scopes = mergeScopes([...scopeTexts(scope), ...(covers(asked, scope) ? [asked] : [])]);
    const service = challenge.parameters["service"];
    const token = await this.#buy({ realm, service, scopes, credential }, scope);
    keepSecret(token);
    return `Bearer ${token}`;
  }

  #session(scope: Scope): Session {
    const known = this.#sessions.get(scope.origin.origin);
    if (known !== undefined) return known;
    const session: Session = { basic: false, bearer: undefined, tokens: new Map() };
    this.#sessions.set(scope.origin.origin, session);
    return session;
  }
}

/** The challenge that opened the session may have been about another repository. */
function covers(asked: string | undefined, scope: Scope): asked is string {
  return asked !== undefined && asked.includes(`:${scope.path}:`);
}

/** Drops the refused token of a repository, and the narrower one, which is no younger. */
async function forget({ tokens }: Session, path: string, refused: string | undefined) {
  if (refused === undefined) return;
  const of = [...tokens].filter(([name]) => name.split(" ")[1] === path);
  for (const [name, token] of of) {
    const header = await token.catch(() => undefined);
    if (header !== refused || tokens.get(name) !== token) continue;
    tokens.delete(name);
    if (name.startsWith("push ")) tokens.delete(tokenName({ path, access: "pull" }));
  }
}

type Grant = Pick<Scope, "path" | "access" | "also">;

function tokenName({ access, path, also = "" }: Grant): string {
  return `${access} ${path} ${also}`;
}

/** The tokens that allow what is asked, the widest first. */
function enough({ path, access, also }: Grant): readonly string[] {
  const push = tokenName({ path, access: "push", also });
  return access === "push" || also !== undefined ? [push] : [push, tokenName({ path, access })];
}

/** What a token that is bought for the scope is good for. */
function good({ path, access, also }: Grant): readonly string[] {
  const exact = tokenName({ path, access, also });
  return also === undefined ? [exact] : [exact, tokenName({ path, access })];
}

/** `Basic` (RFC 7617); also what a token is bought with. */
export function basicHeader(credential: { username: string; password: string }): string {
  if (credential.username.includes(":"))
    throw new BpError("UNAUTHORIZED", "a user name with a colon cannot be sent to a registry");
  const pair = Buffer.from(`${credential.username}:${credential.password}`, "utf8");
  keepSecret(pair.toString("base64"));
  return `Basic ${pair.toString("base64")}`;
}
