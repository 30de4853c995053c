import { expect, test } from "vitest";

import { portNumber, wholeNumber } from "../../src/cli/number.ts";
import { bytes, count } from "../../src/cli/phrase.ts";

test.each([
  ["1", 1],
  ["4", 4],
  ["1024", 1024],
])("%j is a whole number", (text, expected) => {
  expect(wholeNumber(text, "--concurrency")).toBe(expected);
});

test.each(["0", "1025", "-1", "1.5", "1e3", "0x10", " 4", "", "four"])("%j is none", (text) => {
  expect(() => wholeNumber(text, "--concurrency")).toThrow(
    `--concurrency takes a whole number from 1 to 1024, not ${JSON.stringify(text)}`,
  );
});

test("a port may be 0 and no more than 65535", () => {
  expect([portNumber("0", "--port"), portNumber("65535", "--port")]).toEqual([0, 65_535]);
  expect(() => portNumber("65536", "--port")).toThrow(/from 0 to 65535/u);
  expect(() => portNumber("", "--port")).toThrow(/--port takes/u);
});

test("amounts are said as people say them", () => {
  expect([count(0, "chart"), count(1, "chart"), count(2, "chart")]).toEqual([
    "0 charts",
    "1 chart",
    "2 charts",
  ]);
  expect([0, 999, 1000, 6232, 999_999, 1_000_000].map((size) => bytes(size))).toEqual([
    "0 B",
    "999 B",
    "1.0 kB",
    "6.2 kB",
    "1000.0 kB",
    "1.0 MB",
  ]);
});
