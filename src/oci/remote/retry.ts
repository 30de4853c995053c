import type { IncomingHttpHeaders } from "node:http";

export interface RetryPolicy {
  /** In all, the first included; tries after a wait that the server asked for are not counted. */
  readonly tries: number;
  /** Milliseconds that the first wait has at most; each further one has twice as many. */
  readonly baseMs: number;
  /** The longest wait of our own choosing, in milliseconds. */
  readonly longestMs: number;
  /** Milliseconds that a run waits in all, those that servers ask for included; waits at one time count once. */
  readonly budgetMs: number;
}

export const defaultRetry: RetryPolicy = {
  tries: 7,
  baseMs: 500,
  longestMs: 15_000,
  budgetMs: 300_000,
};

/**
 * Milliseconds to wait before the next try: what the server asks for in full, and on top anything up to the base
 * doubled with each try ("full jitter"), so that those who were turned away together do not come back together.
 * @param tried how many tries were made
 * @param random from 0 up to 1
 */
export function waitMs(
  policy: RetryPolicy,
  tried: number,
  askedMs: number | undefined,
  random: number,
): number {
  const most = Math.min(policy.baseMs * 2 ** (tried - 1), policy.longestMs);
  return (askedMs ?? 0) + Math.round(most * random);
}

/** `Retry-After` in milliseconds (RFC 9110, 10.2.3); a date is measured against the answer's own `Date`. */
export function retryAfterMs(headers: IncomingHttpHeaders): number | undefined {
  const value = headers["retry-after"]?.trim();
  if (value === undefined || value === "") return undefined;
  if (/^\d{1,9}$/u.test(value)) return Number(value) * 1000;
  if (!/^[A-Z][a-z]{2}/u.test(value)) return undefined;
  return until(Date.parse(value), headers);
}

/** Milliseconds from the answer's own `Date`; undefined where one of the two is no date. */
export function until(ms: number, headers: IncomingHttpHeaders): number | undefined {
  const from = Date.parse(headers.date ?? "");
  return Number.isNaN(ms) || Number.isNaN(from) ? undefined : Math.max(ms - from, 0);
}
