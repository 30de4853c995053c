import * as fc from "fast-check";
import { expect, test } from "vitest";

import { BadGlob, globMatch } from "../../src/model/glob-match.ts";

/** What Go's filepath.Match answers. */
const facts: readonly (readonly [pattern: string, name: string, matches: boolean | "malformed"])[] =
  [
    ["abc", "abc", true],
    ["*", "abc", true],
    ["*", "a/b", false],
    ["*c", "abc", true],
    ["a*", "a", true],
    ["a*", "ab/c", false],
    ["a*/b", "abc/b", true],
    ["a*/b", "a/c/b", false],
    ["a*b*c*d*e*/f", "axbxcxdxexxx/f", true],
    ["a*b?c*x", "abxbbxdbxebxczzx", true],
    ["a*b?c*x", "abxbbxdbxebxczzy", false],
    ["ab[c]", "abc", true],
    ["ab[b-d]", "abc", true],
    ["ab[e-g]", "abc", false],
    ["ab[^c]", "abc", false],
    ["ab[^e-g]", "abc", true],
    ["a\\*b", "a*b", true],
    ["a\\*b", "ab", false],
    ["a?b", "a☺b", true],
    ["a[^a]b", "a☺b", true],
    ["a???b", "a☺b", false],
    ["[a-ζ]*", "α", true],
    ["*[a-ζ]", "A", false],
    ["a?b", "a/b", false],
    ["a*b", "a/b", false],
    ["a[^x]b", "a/b", true],
    ["[\\]a]", "]", true],
    ["[x\\-]", "-", true],
    ["[\\-x]", "a", false],
    ["", "", true],
    ["", "a", false],
    ["*x", "xxx", true],
    ["[]a]", "]", "malformed"],
    ["[-]", "-", "malformed"],
    ["[x-]", "x", "malformed"],
    ["[a-b-c]", "a", "malformed"],
    ["[", "a", "malformed"],
    ["[^", "a", "malformed"],
    ["[^bc", "a", "malformed"],
    ["a[", "ab", "malformed"],
    ["\\", "a", "malformed"],
    ["x[", "ab", "malformed"],
    ["x*[", "ab", false],
  ];

test.each(facts)("%j on %j is %j", (pattern, name, matches) => {
  if (matches === "malformed") expect(() => globMatch(pattern, name)).toThrow(BadGlob);
  else expect(globMatch(pattern, name)).toBe(matches);
});

test("an escaped name matches itself alone", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (name, other) => {
      const pattern = name.replace(/[\\*?[]/gu, String.raw`\$&`);
      return globMatch(pattern, name) && globMatch(pattern, other) === (name === other);
    }),
  );
});
