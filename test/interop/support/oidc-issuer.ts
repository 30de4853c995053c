import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An OpenID Connect issuer on loopback: its keys are published, its tokens are signed. */
export interface OidcIssuer {
  readonly url: string;
  token(claims: Readonly<Record<string, unknown>>): string;
  close(): Promise<void>;
}

/** What a client must find (OpenID Connect Discovery 1.0, section 3). */
export async function startOidcIssuer(): Promise<OidcIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" };
  const server = createServer(({ url: path }, response) => {
    const answer = path === "/keys" ? { keys: [jwk] } : discovery();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function discovery(): object {
    return {
      issuer: url,
      jwks_uri: `${url}/keys`,
      authorization_endpoint: `${url}/authorize`,
      response_types_supported: ["id_token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    };
  }

  function token(claims: Readonly<Record<string, unknown>>): string {
    const iat = Math.floor(Date.now() / 1000);
    const all = { iss: url, aud: "sigstore", iat, exp: iat + 600, ...claims };
    const text = [{ alg: "RS256", kid: "one", typ: "JWT" }, all].map(encoded).join(".");
    return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
  }

  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, token, close };
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
