import type { IncomingHttpHeaders } from "node:http";

export interface RetryPolicy {
  /** In all, the first included. */
  readonly tries: number;
  /** Milliseconds before the second try; each further wait is twice as long. */
  readonly baseMs: number;
  /** The longest wait of our own choosing, in milliseconds. */
  readonly longestMs: number;
  /** The sum of the waits of one request, in milliseconds, those that the server asks for included. */
  readonly budgetMs: number;
}

export const defaultRetry: RetryPolicy = {
  tries: 5,
  baseMs: 250,
  longestMs: 3_000,
  budgetMs: 60_000,
};

/** Statuses after which the same request may succeed (interop §4.2). */
export function isRetryable(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/**
 * Milliseconds to wait before the next try: what the server asks for, else the base doubled, give or take a tenth.
 * @param attempt how many tries were made
 * @param random from 0 up to 1
 */
export function waitMs(
  policy: RetryPolicy,
  attempt: number,
  headers: IncomingHttpHeaders | undefined,
  random: number,
): number {
  const asked = headers === undefined ? undefined : retryAfterMs(headers);
  if (asked !== undefined) return asked;
  const base = Math.min(policy.baseMs * 2 ** (attempt - 1), policy.longestMs);
  return Math.round(base * (0.9 + random * 0.2));
}

/** `Retry-After` in milliseconds (RFC 9110, 10.2.3); a date is measured against the answer's own `Date`. */
export function retryAfterMs(headers: IncomingHttpHeaders): number | undefined {
  const value = headers["retry-after"]?.trim();
  if (value === undefined || value === "") return undefined;
  if (/^\d{1,9}$/u.test(value)) return Number(value) * 1000;
  if (!/^[A-Z][a-z]{2}/u.test(value)) return undefined;
  const [until, from] = [Date.parse(value), Date.parse(headers.date ?? "")];
  return Number.isNaN(until) || Number.isNaN(from) ? undefined : Math.max(until - from, 0);
}
