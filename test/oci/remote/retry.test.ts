import { describe, expect, test } from "vitest";

import { defaultRetry, isRetryable, retryAfterMs, waitMs } from "../../../src/oci/remote/retry.ts";

describe("retry", () => {
  test("only statuses that may pass", () => {
    const statuses = [
      200, 301, 400, 401, 403, 404, 408, 409, 416, 429, 500, 501, 502, 503, 504, 505,
    ];
    expect(statuses.filter(isRetryable)).toEqual([408, 429, 500, 502, 503, 504]);
  });

  test("the wait doubles from 250 ms, give or take a tenth, and has a longest", () => {
    expect([1, 2, 3, 4, 5].map((attempt) => waitMs(defaultRetry, attempt, undefined, 0.5))).toEqual(
      [250, 500, 1_000, 2_000, 3_000],
    );
    expect(waitMs(defaultRetry, 1, undefined, 0)).toBe(225);
    expect(waitMs(defaultRetry, 1, undefined, 1)).toBe(275);
  });

  test.each([
    ["7", 7_000],
    ["0", 0],
    ["Sat, 21 Nov 2026 00:00:30 GMT", 30_000],
    ["Fri, 20 Nov 2026 00:00:00 GMT", 0],
    ["soon", undefined],
    ["-5", undefined],
    ["", undefined],
  ])("Retry-After %j is %j ms", (value, expected) => {
    const date = "Sat, 21 Nov 2026 00:00:00 GMT";
    expect(retryAfterMs({ "retry-after": value, date })).toBe(expected);
  });

  test("what the server asks for comes first", () => {
    expect(waitMs(defaultRetry, 1, { "retry-after": "9" }, 0.5)).toBe(9_000);
  });
});
