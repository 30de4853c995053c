import { assert, constantFrom, property, string } from "fast-check";
import { expect, test } from "vitest";

import { matchTemplate } from "../../src/kit/match-template.ts";

const plain = string({ unit: constantFrom("a", "b", ".", "-"), maxLength: 4 });
const value = string({ unit: constantFrom("x", "y"), minLength: 1, maxLength: 4 });

test("a text with its variables filled in matches its template, and binds them", () => {
  assert(
    property(plain, value, plain, (before, filled, after) => {
      const bound = new Map<string, string>();
      expect(matchTemplate(`${before}\${A}${after}`, before + filled + after, bound)).toBe(true);
      expect(bound.get("A")).toBe(filled);
    }),
  );
});

test("what is bound stays bound", () => {
  const bound = new Map([["A", "x"]]);
  expect(matchTemplate("${A}.${A}", "x.x", bound)).toBe(true);
  expect(matchTemplate("${A}.${A}", "x.y", bound)).toBe(false);
  expect(matchTemplate("${A}", "xx", bound)).toBe(false);
});

test("several variables, and what no value could fill", () => {
  const bound = new Map<string, string>();
  expect(matchTemplate("https://${HOST}:${PORT}/", "https://a.b:80/", bound)).toBe(true);
  expect([...bound]).toEqual([
    ["HOST", "a.b"],
    ["PORT", "80"],
  ]);
  expect(matchTemplate("a${B}c", "a-d", new Map())).toBe(false);
  expect(matchTemplate("a${B}c", "x-c", new Map())).toBe(false);
  expect(matchTemplate("${B}${C}", "xy", new Map())).toBe(false);
});
