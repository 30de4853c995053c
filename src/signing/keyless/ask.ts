import { BpError } from "../../model/error.ts";
import { parseJson } from "../strict-json.ts";

/** A request to one of Sigstore's services. */
export interface ServiceRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Its answer, read whole. */
export interface ServiceAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** Asks, and asks again where that may help. @throws BpError NETWORK, LIMIT, INTERRUPTED, USAGE where the run is offline */
export type Ask = (request: ServiceRequest) => Promise<ServiceAnswer>;

/** Posts JSON. */
export function postJson(ask: Ask, url: string, value: unknown): Promise<ServiceAnswer> {
  const headers = { "content-type": "application/json", accept: "application/json" };
  return ask({
    method: "POST",
    url,
    headers,
    body: new TextEncoder().encode(JSON.stringify(value)),
  });
}

/** The answer's JSON object. @throws BpError SIGSTORE where it holds none */
export function objectIn(service: string, { body }: ServiceAnswer): Record<string, unknown> {
  try {
    return parseJson(body);
  } catch (cause) {
    throw new BpError("SIGSTORE", `${service} answers what is not a JSON object`, { cause });
  }
}

/** What a refusal says, on one line. The answer may repeat the request: tokens are taken out when the error is made. */
export function refusal(service: string, { status, body }: ServiceAnswer, hint?: string): BpError {
  const said = new TextDecoder().decode(body.subarray(0, 2000)).replaceAll(/\s+/gu, " ").trim();
  const words = said === "" ? "" : `: ${said.slice(0, 300)}`;
  return new BpError("SIGSTORE", `${service} answers ${status}${words}`, {
    details: { status },
    ...(hint === undefined ? {} : { hint }),
  });
}

/** An address of a service, without the slashes at its end, and a path below it. */
export function serviceUrl(base: string, path: string): string {
  return `${base.replace(/\/+$/u, "")}${path}`;
}
