import { BpError } from "../../model/error.ts";
import type { Ask, ServiceAnswer } from "./ask.ts";
import { objectIn, refusal, serviceUrl } from "./ask.ts";

/** Who vouches for people, and as which program they are asked. */
export interface OidcClient {
  /** The issuer's address. */
  readonly issuer: string;
  /** A public client: it has no secret. */
  readonly clientId: string;
}

/** What an issuer says of itself (OpenID Connect Discovery 1.0, section 3). */
export interface OidcProvider extends OidcClient {
  readonly authorization: string;
  readonly token: string;
  /** undefined where it knows no other devices (RFC 8628, section 4). */
  readonly device: string | undefined;
}

export const scope = "openid email";

/** @throws BpError USAGE for an address that is not https, SIGSTORE for an issuer that is none, NETWORK */
export async function discover(client: OidcClient, ask: Ask): Promise<OidcProvider> {
  const { issuer } = client;
  assertSecure(issuer, "the issuer");
  const url = serviceUrl(issuer, "/.well-known/openid-configuration");
  const answer = await ask({ method: "GET", url, headers: { accept: "application/json" } });
  if (answer.status !== 200) throw refusal(`the issuer ${issuer}`, answer);
  const found = objectIn(`the issuer ${issuer}`, answer);
  if (typeof found["issuer"] !== "string" || bare(found["issuer"]) !== bare(issuer))
    throw new BpError("SIGSTORE", `${issuer} says that it is ${String(found["issuer"])}`);
  const device = found["device_authorization_endpoint"];
  return {
    ...client,
    issuer: found["issuer"],
    authorization: endpoint(found, "authorization_endpoint"),
    token: endpoint(found, "token_endpoint"),
    device: device === undefined ? undefined : endpoint(found, "device_authorization_endpoint"),
  };
}

/** Posts a form, as OAuth's endpoints take it. */
export function postForm(
  ask: Ask,
  url: string,
  fields: Readonly<Record<string, string>>,
): Promise<ServiceAnswer> {
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    accept: "application/json",
  };
  const body = new TextEncoder().encode(new URLSearchParams(fields).toString());
  return ask({ method: "POST", url, headers, body });
}

function endpoint(found: Readonly<Record<string, unknown>>, name: string): string {
  const url = found[name];
  if (typeof url !== "string" || !URL.canParse(url))
    throw new BpError("SIGSTORE", `the issuer names no ${name}`);
  assertSecure(url, `the issuer's ${name}`);
  return url;
}

const loopback: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** What is sent there is worth a signature. */
function assertSecure(address: string, what: string): void {
  const url = URL.parse(address);
  if (url?.protocol === "https:") return;
  if (url?.protocol === "http:" && loopback.has(url.hostname)) return;
  throw new BpError("USAGE", `${what}, ${address}, is not an https address`);
}

function bare(address: string): string {
  return address.replace(/\/+$/u, "");
}
