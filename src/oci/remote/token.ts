import { BpError } from "../../model/error.ts";
import { bytesContent } from "../content.ts";
import { isObject, parseJson } from "../manifest.ts";
import type { TokenRequest } from "./auth.ts";
import { basicHeader } from "./auth.ts";
import { publicUrl } from "./network-fault.ts";
import type { Exchange } from "./transport.ts";

const clientId = "bp";

/**
 * The request that buys a token: a GET for everybody and for a name and password (distribution, "Token Authentication
 * Specification"), a POST for an identity token ("OAuth2 Token Authentication").
 */
export function tokenExchange(request: TokenRequest): Exchange {
  const { realm, service, scopes, credential } = request;
  if (credential?.kind === "identity") {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: credential.token,
      client_id: clientId,
    });
    if (service !== undefined) form.set("service", service);
    if (scopes.length > 0) form.set("scope", scopes.join(" "));
    const bytes = Buffer.from(form.toString());
    return {
      method: "POST",
      url: realm,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: { content: bytesContent(bytes), size: bytes.byteLength },
    };
  }
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set("service", service);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  const headers: Record<string, string> =
    credential?.kind === "basic" ? { authorization: basicHeader(credential) } : {};
  return { method: "GET", url, headers };
}

/** The token in the answer's body. @throws BpError REGISTRY */
export function tokenIn(bytes: Uint8Array, realm: URL): string {
  const value = parseJson(bytes);
  const token = isObject(value) ? (value["token"] ?? value["access_token"]) : undefined;
  if (typeof token === "string" && /^[\x21-\x7e]+$/u.test(token)) return token;
  throw new BpError("REGISTRY", `${publicUrl(realm)} answered without a token`, {
    hint: "the registry's token service is set up wrongly",
    details: { url: publicUrl(realm) },
  });
}
