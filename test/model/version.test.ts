import * as fc from "fast-check";
import { expect, test } from "vitest";

import {
  compareVersions,
  isRange,
  parseVersion,
  satisfies,
  tagOf,
} from "../../src/model/version.ts";

test.each(["1.2", "v1.2.3", "=1.2.3", "01.2.3", " 1.2.3", "1.2.3 ", "1.2.3-", "1.2.3-01", "", "x"])(
  "%j is no strict SemVer",
  (text) => {
    expect(parseVersion(text)).toBeUndefined();
  },
);

test("tells pre-releases and build metadata", () => {
  expect(parseVersion("1.2.3")).toEqual({ text: "1.2.3", prerelease: false, build: false });
  expect(parseVersion("1.2.3-rc.1")).toMatchObject({ prerelease: true, build: false });
  expect(parseVersion("1.2.3+b1")).toMatchObject({ prerelease: false, build: true });
});

test("orders by precedence, and what is no version before all that are", () => {
  const sorted = ["1.10.0", "1.9.0", "x", "1.9.0-rc.2", "1.9.0-rc.10", "latest"].toSorted(
    compareVersions,
  );
  expect(sorted).toEqual(["latest", "x", "1.9.0-rc.2", "1.9.0-rc.10", "1.9.0", "1.10.0"]);
});

test("orders consistently", () => {
  const word = fc.constantFrom("1.0.0", "1.0.0-a", "2.0.0", "x", "y", "", "1.0.0+b");
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
    }),
  );
});

test("ranges are npm's, and a pre-release counts by its core version", () => {
  expect(satisfies("1.2.3", "^1.2.0")).toBe(true);
  expect(satisfies("1.3.0-rc.1", "^1.2.0")).toBe(true);
  expect(satisfies("2.0.0", "^1.2.0")).toBe(false);
  expect([isRange("^1 || 2.x"), isRange("not a range")]).toEqual([true, false]);
});

test("a tag cannot carry a plus", () => {
  expect(tagOf("1.2.3+a+b")).toBe("1.2.3_a_b");
});
