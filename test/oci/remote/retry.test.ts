import { describe, expect, test } from "vitest";

import { BpError } from "../../../src/model/error.ts";
import { Budget } from "../../../src/oci/remote/budget.ts";
import { defaultRetry, retryAfterMs, waitMs } from "../../../src/oci/remote/retry.ts";
import { isLimit, setbackOf, setbackOfFault } from "../../../src/oci/remote/setback.ts";

describe("waits", () => {
  test("are anything up to a bound that doubles from half a second, and has a longest", () => {
    const tries = [1, 2, 3, 4, 5, 6, 7];
    expect(tries.map((tried) => waitMs(defaultRetry, tried, undefined, 1))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
    ]);
    expect(tries.map((tried) => waitMs(defaultRetry, tried, undefined, 0))).toEqual(
      tries.map(() => 0),
    );
  });

  test("are never shorter than the server asks for", () => {
    expect(waitMs(defaultRetry, 1, 9_000, 0)).toBe(9_000);
    expect(waitMs(defaultRetry, 1, 9_000, 0.5)).toBe(9_250);
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
});

describe("setbacks", () => {
  test("are the statuses that may pass, and no other", () => {
    const statuses = [
      200, 301, 400, 401, 403, 404, 408, 409, 416, 429, 500, 501, 502, 503, 504, 505,
    ];
    const passing = statuses.filter((status) => setbackOf({ status, headers: {} }) !== undefined);
    expect(passing).toEqual([408, 429, 500, 502, 503, 504]);
  });

  const date = "Sat, 21 Nov 2026 00:00:00 GMT";
  const reset = String(Date.parse(date) / 1000 + 42);
  test.each([
    ["a text", { text: "You have exceeded a secondary rate limit." }, 60_000],
    ["a code", { text: '{"errors":[{"code":"TOOMANYREQUESTS"}]}' }, 60_000],
    ["Retry-After", { headers: { "retry-after": "30" } }, 30_000],
    [
      "what remains",
      { headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset, date } },
      42_000,
    ],
    ["what remains, alone", { headers: { "x-ratelimit-remaining": "0" } }, 60_000],
  ])("a 403 is a limit by %s", (_, head, askedMs) => {
    expect(setbackOf({ status: 403, headers: {}, ...head })).toEqual({
      reason: "it asks for fewer requests (403)",
      askedMs,
      limited: true,
    });
  });

  test("a 403 that only refuses is none", () => {
    const text = '{"errors":[{"code":"DENIED","message":"permission_denied: write_package"}]}';
    const head = { status: 403, headers: { "x-ratelimit-remaining": "4999" }, text };
    expect([isLimit(head), setbackOf(head)]).toEqual([false, undefined]);
  });

  test("a 503 that names a time holds everybody back, a bare one only itself", () => {
    const told = setbackOf({ status: 503, headers: { "retry-after": "5" } });
    expect([told?.limited, told?.askedMs]).toEqual([true, 5_000]);
    expect(setbackOf({ status: 503, headers: {} })?.limited).toBe(false);
    expect(setbackOfFault(new BpError("NETWORK", "cut")).limited).toBe(false);
  });
});

describe("the budget", () => {
  test("counts waits at one time once", () => {
    let clock = 0;
    const budget = new Budget(10_000, () => clock);
    expect([budget.grant(6_000), budget.grant(6_000), budget.grant(5_000)]).toEqual([
      true,
      true,
      true,
    ]);
    clock = 6_000;
    expect(budget.grant(4_001)).toBe(false);
    expect(budget.grant(4_000)).toBe(true);
    clock = 50_000;
    expect([budget.grant(1), budget.grant(0)]).toEqual([false, true]);
  });

  test("counts what goes on after another wait", () => {
    let clock = 1_000;
    const budget = new Budget(5_000, () => clock);
    expect(budget.grant(3_000)).toBe(true);
    clock = 2_000;
    // Until 6,000: 2,000 more than what was granted.
    expect(budget.grant(4_000)).toBe(true);
    clock = 6_000;
    expect(budget.grant(1)).toBe(false);
  });
});
