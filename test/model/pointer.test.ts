import * as fc from "fast-check";
import { expect, test } from "vitest";

import { foldName } from "../../src/model/blueprint.ts";
import { compareLocations, startOf } from "../../src/model/location.ts";
import { parsePattern } from "../../src/model/pattern.ts";
import { pointerParts, pointerTo } from "../../src/model/pointer.ts";

test("escapes as RFC 6901 says", () => {
  expect(pointerTo("/spec", "a/b~c")).toBe("/spec/a~1b~0c");
  expect(pointerTo("", 0)).toBe("/0");
  expect(pointerParts("")).toEqual([]);
});

test("parts come back as they went in", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (parts) => {
      const pointer = parts.reduce((path, part) => pointerTo(path, part), "");
      expect(pointerParts(pointer)).toEqual(parts);
    }),
  );
});

test("a name has one prefix to fold", () => {
  expect([foldName("bp-x"), foldName("x"), foldName("bp-bp-x")]).toEqual(["x", "x", "bp-x"]);
});

test("places are ordered by code unit, line and column", () => {
  const sorted = [
    { ...startOf("Z"), line: 5, column: 5 },
    { ...startOf("a"), line: 2, column: 9 },
    { ...startOf("a"), line: 10, column: 1 },
    startOf("b"),
  ];
  expect(sorted.toReversed().toSorted(compareLocations)).toEqual(sorted);
});

test("patterns are Go's, and linear", () => {
  expect(parsePattern("^[a-z]+$")?.test("abc")).toBe(true);
  expect(parsePattern("b")?.test("abc")).toBe(true);
  expect(parsePattern("(?=x)")).toBeUndefined();
  expect(parsePattern("^(a+)+$")?.test(`${"a".repeat(50_000)}b`)).toBe(false);
});
