import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

type Claims = Readonly<Record<string, unknown>>;

/** An OpenID Connect issuer on loopback, as far as people sign in with it: by a browser, and by another device. */
export interface OidcProvider {
  readonly url: string;
  /** `METHOD path` of every request so far. */
  readonly requests: string[];
  /** What its tokens claim besides who, for whom and when. */
  claims: Claims;
  /** What it answers to the browser instead of a code. */
  denial: string | undefined;
  /** What a device is told before it gets its token. */
  readonly pending: string[];
  /** Changes what a token endpoint answers. */
  change: ((answer: Claims) => Claims) | undefined;
  token(claims: Claims): string;
  close(): Promise<void>;
}

interface Grant {
  readonly challenge: string;
  readonly redirect: string;
  readonly nonce: string | undefined;
}

/** @param clientId the one program that it knows, which has no secret */
export async function startOidcProvider(clientId = "sigstore"): Promise<OidcProvider> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" };
  const grants = new Map<string, Grant>();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: OidcProvider = {
    url,
    requests: [],
    claims: { sub: "ann@acme.test", email: "ann@acme.test", email_verified: true },
    denial: undefined,
    pending: [],
    change: undefined,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function token(claims: Claims): string {
    const iat = Math.floor(Date.now() / 1000);
    const all = { iss: url, aud: clientId, iat, exp: iat + 600, ...claims };
    const signed = [{ alg: "RS256", kid: "one", typ: "JWT" }, all].map(encoded).join(".");
    return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", url);
    provider.requests.push(`${request.method} ${pathname}`);
    const form = new URLSearchParams(await text(request));
    if (pathname === "/.well-known/openid-configuration") return json(response, 200, discovery());
    if (pathname === "/keys") return json(response, 200, { keys: [jwk] });
    if (pathname === "/authorize") return authorize(searchParams, response);
    if (pathname === "/device") return device(form, response);
    if (pathname === "/token") return exchange(form, response);
    response.writeHead(404).end();
  }

  function discovery(): object {
    return {
      issuer: url,
      jwks_uri: `${url}/keys`,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      device_authorization_endpoint: `${url}/device`,
      response_types_supported: ["code", "id_token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
    };
  }

  /** What a browser gets that asks with a person before it: they have said yes, or no. */
  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const redirect = asked.get("redirect_uri") ?? "";
    const isKnown = asked.get("client_id") === clientId && asked.get("response_type") === "code";
    const isProven = asked.get("code_challenge_method") === "S256";
    const isHere = /^http:\/\/localhost:\d+\/auth\/callback$/u.test(redirect);
    if (!isKnown || !isProven || !isHere) return void response.writeHead(400).end("no");
    const back = new URL(redirect);
    back.searchParams.set("state", asked.get("state") ?? "");
    if (provider.denial === undefined) back.searchParams.set("code", granted(asked, redirect));
    else back.searchParams.set("error", provider.denial);
    response.writeHead(302, { location: back.href }).end();
  }

  function granted(asked: URLSearchParams, redirect: string): string {
    const code = randomBytes(8).toString("hex");
    const challenge = asked.get("code_challenge") ?? "";
    grants.set(code, { challenge, redirect, nonce: asked.get("nonce") ?? undefined });
    return code;
  }

  function device(form: URLSearchParams, response: ServerResponse): void {
    const [code, challenge] = [randomBytes(8).toString("hex"), form.get("code_challenge") ?? ""];
    if (form.get("client_id") !== clientId) return json(response, 401, { error: "invalid_client" });
    grants.set(code, { challenge, redirect: "", nonce: undefined });
    json(response, 200, {
      device_code: code,
      user_code: "ABCD-EFGH",
      verification_uri: `${url}/activate`,
      verification_uri_complete: `${url}/activate?user_code=ABCD-EFGH`,
      expires_in: 300,
      interval: 1,
    });
  }

  function exchange(form: URLSearchParams, response: ServerResponse): void {
    const wait = form.has("device_code") ? provider.pending.shift() : undefined;
    if (wait !== undefined) return json(response, 400, { error: wait });
    const grant = taken(form);
    if (grant === undefined) return json(response, 400, { error: "invalid_grant" });
    const { nonce } = grant;
    const claims = { ...provider.claims, ...(nonce === undefined ? {} : { nonce }) };
    const given = { access_token: "none", token_type: "bearer", id_token: token(claims) };
    json(response, 200, provider.change?.(given) ?? given);
  }

  /** What a code stands for, once, for who can prove that they asked for it. */
  function taken(form: URLSearchParams): Grant | undefined {
    const code = fieldOf(form, "code") || fieldOf(form, "device_code");
    const grant = grants.get(code);
    grants.delete(code);
    const verifier = fieldOf(form, "code_verifier");
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const isOurs = fieldOf(form, "client_id") === clientId && grant?.challenge === challenge;
    return isOurs && grant.redirect === fieldOf(form, "redirect_uri") ? grant : undefined;
  }

  return provider;
}

function fieldOf(form: URLSearchParams, name: string): string {
  return form.get(name) ?? "";
}

function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
