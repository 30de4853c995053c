import { array, assert, constantFrom, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";

import { admitsUpgrade } from "../../src/model/upgrade-range.ts";
import { isRange, satisfies } from "../../src/model/version.ts";

test.each([
  ["1.2.x", ["1.2.0", "1.2.9"], ["1.3.0", "2.2.0"]],
  ["1.x", ["1.0.0", "1.9.9"], ["0.9.0", "2.0.0"]],
  ["1", ["1.0.0", "1.9.9"], ["2.0.0"]],
  ["^1.4", ["1.4.0", "1.9.0"], ["1.3.9", "2.0.0"]],
  ["~1.4", ["1.4.0", "1.4.9"], ["1.5.0"]],
  [">=1.0.0 <2", ["1.0.0", "1.9.9"], ["0.9.9", "2.0.0"]],
  ["1.0.0", ["1.0.0"], ["1.0.1"]],
  ["=01.0.0+build.5", ["1.0.0"], ["1.0.1"]],
  ["1.2-rc.1", ["1.2.0-rc.1"], ["1.2.0", "1.2.0-rc.2"]],
  ["*", ["0.0.1", "7.0.0"], []],
  [">=X.3", ["0.0.1"], []],
  ["1.x.3", ["1.0.3", "1.9.3"], ["1.0.4", "2.0.3"]],
  ["x.2", ["0.2.5", "3.2.0"], ["0.3.0"]],
  ["1.x || 2.x", [], ["1.0.0", "2.0.0"]],
  ["", [], ["1.0.0"]],
])("%j", (range, admitted, refused) => {
  expect(admitted.filter((version) => !admitsUpgrade(range, version))).toEqual([]);
  expect(refused.filter((version) => admitsUpgrade(range, version))).toEqual([]);
});

const number = integer({ min: 0, max: 3 }).map(String);
const component = constantFrom("0", "1", "2", "x", "*");
const operator = constantFrom("", "^", "~", ">=", "<=", ">", "<", "=");
const part = tuple(
  operator,
  array(component, { minLength: 1, maxLength: 3 }),
  constantFrom("", "-rc.1", "+b"),
).map(([sign, components, suffix]) => sign + components.join(".") + suffix);

test("where npm reads the range too, it is npm's reading, version for version", () => {
  const range = tuple(part, part).map((parts) => parts.join(" "));
  const version = tuple(number, number, number, constantFrom("", "-rc.1")).map(
    ([major, minor, patch, end]) => `${major}.${minor}.${patch}${end}`,
  );
  assert(
    property(range.filter(isRange), version, (text, version) => {
      expect(admitsUpgrade(text, version)).toBe(satisfies(version, text));
    }),
    { numRuns: 2000 },
  );
});
