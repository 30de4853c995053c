import type { IncomingHttpHeaders } from "node:http";

import type { BpError } from "../../model/error.ts";
import { retryAfterMs, until } from "./retry.ts";

/** Why a request may succeed another time. */
export interface Setback {
  /** For people, as the end of "waiting 3 s: …". */
  readonly reason: string;
  /** Milliseconds that the server asks for. */
  readonly askedMs: number | undefined;
  /** The server wants fewer requests: all of them wait, not this one alone. */
  readonly limited: boolean;
}

/** What is known of an answer before its body is given away. */
interface Head {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body of a 403, which alone tells a refusal from a limit. */
  readonly text?: string | undefined;
}

/** What GitHub asks those for who are told nothing else ("Rate limits for the REST API", "Exceeding the rate limit"). */
const secondaryMs = 60_000;
const limitTexts = /secondary rate limit|rate limit exceeded|abuse detection|toomanyrequests/iu;

/**
 * The setback that an answer is, undefined where another try is of no use: 408, 429, a 403 that is a limit (GHCR's
 * secondary one), and 5xx but for what the server will never do.
 */
export function setbackOf(head: Head): Setback | undefined {
  const { status, headers } = head;
  if (isLimit(head)) {
    const askedMs = limitMs(headers) ?? (status === 403 ? secondaryMs : undefined);
    return { reason: `it asks for fewer requests (${status})`, askedMs, limited: true };
  }
  if (status !== 408 && (status < 500 || status === 501 || status === 505)) return undefined;
  const askedMs = retryAfterMs(headers);
  return { reason: `it answered ${status}`, askedMs, limited: askedMs !== undefined };
}

/** The setback that a failed connection is. */
export function setbackOfFault(error: BpError): Setback {
  return { reason: error.message, askedMs: undefined, limited: false };
}

/** True where the answer says "too many requests", in whichever way. */
export function isLimit({ status, headers, text = "" }: Head): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const told = headers["retry-after"] !== undefined || headers["x-ratelimit-remaining"] === "0";
  return told || limitTexts.test(text);
}

/** `Retry-After`, else GitHub's `x-ratelimit-reset` (seconds since 1970) where nothing remains. */
function limitMs(headers: IncomingHttpHeaders): number | undefined {
  const asked = retryAfterMs(headers);
  if (asked !== undefined || headers["x-ratelimit-remaining"] !== "0") return asked;
  const reset = String(headers["x-ratelimit-reset"] ?? "");
  return /^\d{1,12}$/u.test(reset) ? until(Number(reset) * 1000, headers) : undefined;
}
