import { assert, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";

import { parseParts } from "../../src/kit/envsubst/parse.ts";
import { substitute } from "../../src/kit/envsubst/substitute.ts";

const values = new Map([
  ["A", "foo.bar.baz"],
  ["B", "path/to/file"],
  ["C", ""],
  ["D_1", "Äb"],
  ["N", "2"],
]);

/** What github.com/fluxcd/pkg/envsubst 1.8.0 gives for the same values. */
describe("a text is what Flux makes of it:", () => {
  test.each([
    ["a ${A} b", "a foo.bar.baz b"],
    ["$A $ ${N}$", "$A $ 2$"],
    ["$${A} $$${N}", "${A} $2"],
    ["${X:=d}${X:-${A}}${C:=e}", "dfoo.bar.baze"],
    ["${A:=d}${A=d}${A:?m}${N:+m}", "foo.bar.bazfoo.bar.bazfoo.bar.baz2"],
    ["${X=x${C:=y}z}", "xyz"],
    ["${X:=}", ""],
    ["${#A} ${#D_1}", "11 3"],
    ["${A^} ${A^^} ${D_1,} ${D_1,,}", "Foo.bar.baz FOO.BAR.BAZ äb äb"],
    [
      "${A:4} ${A:4:3} ${A:-3} ${A:1:-1} ${A:99} ${A:x}",
      "bar.baz bar foo.bar.baz oo.bar.ba  foo.bar.baz",
    ],
    ["${A:${N}:${N}}", "o."],
    [
      "${A/ba/X} ${A//ba/X} ${A/#foo/X} ${A/%baz/X} ${A/./}",
      "foo.Xr.baz foo.Xr.Xz X.bar.baz foo.bar.X foobar.baz",
    ],
    ["${B//\\//-}", "path-to-file"],
    ["${A#*.} ${A##*.} ${A%.*} ${A%%.*}", "bar.baz baz foo.bar foo"],
    ["${B#*/} ${B#f?o} ${A#f?o}", "to/file path/to/file .bar.baz"],
  ])("%s", (text, expected) => {
    expect(substitute(text, values)).toBe(expected);
  });
});

test.each(["${X}", "a ${X} ${A}", "${X^^}", "${X:=${Y}}", "${#X}"])(
  "%s has a value that nobody knows, and stays",
  (text) => {
    expect(substitute(text, values)).toBe(text);
  },
);

test.each([
  ["${A-d}", 0],
  ["x ${}", 2],
  ["${A", 0],
  ["${A} ${B", 5],
  ["${A[0]}", 0],
  ["${A#}", 0],
  ["${A:}", 0],
  ["${A/b}", 0],
])("Flux refuses %s", (text, refusedAt) => {
  expect(parseParts(text).refusedAt).toBe(refusedAt);
  expect(substitute(text, values)).toBe(text);
});

test("any text comes to an end, and one without braces is itself", () => {
  const letters = constantFrom(
    "$",
    "{",
    "}",
    ":",
    "=",
    "-",
    "#",
    "/",
    "*",
    "?",
    "\\",
    "A",
    "X",
    "1",
  );
  assert(
    property(string({ unit: letters, maxLength: 40 }), (text) => {
      substitute(text, values);
      const bare = text.replaceAll(/[${}]/gu, "");
      expect(substitute(bare, values)).toBe(bare);
    }),
  );
  const deep = `${"${X:=".repeat(5000)}x${"}".repeat(5000)}`;
  expect(substitute(deep, values)).toBe(deep);
});
