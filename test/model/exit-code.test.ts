import { expect, test } from "vitest";

import type { ErrorCode } from "../../src/model/error.ts";
import { BpError } from "../../src/model/error.ts";
import { exitCodeOf } from "../../src/model/exit-code.ts";
import { worstExitCode } from "../../src/model/report.ts";

const cases: readonly (readonly [ErrorCode, number])[] = [
  ["USAGE", 2],
  ["CONFIG", 2],
  ["EMPTY_SELECTION", 2],
  ["UNREADABLE", 2],
  ["BAD_REFERENCE", 2],
  ["BAD_KEY", 2],
  ["MATERIAL", 1],
  ["VERIFICATION", 1],
  ["UNAUTHORIZED", 3],
  ["DENIED", 3],
  ["CONFLICT", 4],
  ["NETWORK", 75],
  ["RATE_LIMITED", 75],
  ["INTERRUPTED", 130],
];

test.each(cases)("%s ends with %i", (code, expected) => {
  expect(exitCodeOf(new BpError(code, "x"))).toBe(expected);
});

test("a registry that is broken is temporary, one that refuses is not", () => {
  const codes = [500, 503, 400].map((status) =>
    exitCodeOf(new BpError("REGISTRY", "x", { details: { status } })),
  );
  expect(codes).toEqual([75, 75, 1]);
});

test("what is no BpError is a bug", () => {
  expect([exitCodeOf(new TypeError("x")), exitCodeOf("x"), exitCodeOf(undefined)]).toEqual([
    70, 70, 70,
  ]);
});

test("of several codes the first in order of precedence wins", () => {
  const order = [130, 70, 2, 3, 4, 1, 5, 75, 0];
  for (const [index, code] of order.entries()) {
    expect(worstExitCode(order.slice(index).toReversed())).toBe(code);
  }
  expect(worstExitCode([])).toBe(0);
});
