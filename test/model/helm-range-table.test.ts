import { describe, expect, test } from "vitest";

import { satisfiesHelm } from "../../src/model/helm-range.ts";
import { compareHelmVersions, parseHelmVersion } from "../../src/model/helm-version.ts";

/** The table of the documentation of Masterminds/semver 3.4: what is written, and what it is said to mean. */
const documented: readonly (readonly [range: string, means: string])[] = [
  ["1.2.x", ">= 1.2.0, < 1.3.0"],
  [">= 1.2.x", ">= 1.2.0"],
  ["<= 2.x", "< 3"],
  ["*", ">= 0.0.0"],
  ["1.2 - 1.4.5", ">= 1.2, <= 1.4.5"],
  ["2.3.4 - 4.5", ">= 2.3.4, <= 4.5"],
  ["~1.2.3", ">= 1.2.3, < 1.3.0"],
  ["~1", ">= 1, < 2"],
  ["~2.3", ">= 2.3, < 2.4"],
  ["~1.2.x", ">= 1.2.0, < 1.3.0"],
  ["~1.x", ">= 1, < 2"],
  ["^1.2.3", ">= 1.2.3, < 2.0.0"],
  ["^1.2.x", ">= 1.2.0, < 2.0.0"],
  ["^2.3", ">= 2.3, < 3"],
  ["^2.x", ">= 2.0.0, < 3"],
  ["^0.2.3", ">=0.2.3 <0.3.0"],
  ["^0.2", ">=0.2.0 <0.3.0"],
  ["^0.0.3", ">=0.0.3 <0.0.4"],
  ["^0.0", ">=0.0.0 <0.1.0"],
  ["^0", ">=0.0.0 <1.0.0"],
  ["=> 1.2.3", ">= 1.2.3"],
  ["=< 1.2.3", "<= 1.2.3"],
];

const numbers = [0, 1, 2, 3, 4, 5];
const releases = numbers.flatMap((major) =>
  numbers.flatMap((minor) => numbers.map((patch) => `${major}.${minor}.${patch}`)),
);

describe("Helm's ranges", () => {
  test.each(documented)("%s means %s", (range, means) => {
    const taken = releases.filter((version) => satisfiesHelm(version, range));
    expect(taken).toEqual(releases.filter((version) => satisfiesHelm(version, means)));
    expect(taken.length).toBeGreaterThan(0);
  });

  test("a pre-release needs one in its own alternative", () => {
    expect(satisfiesHelm("1.3.0-rc.1", ">=1.2.3")).toBe(false);
    expect(satisfiesHelm("1.3.0-rc.1", ">=1.2.3-0")).toBe(true);
    expect(satisfiesHelm("1.3.0-rc.1", ">=1.2.3, <2.0.0-0")).toBe(true);
    expect(satisfiesHelm("1.3.0-rc.1", ">=1.2.3 || >=9.0.0-0")).toBe(false);
    expect(satisfiesHelm("1.2.3-alpha", ">=1.2.3-BETA")).toBe(true);
  });

  test("without spaces the hyphen starts a pre-release", () => {
    expect(satisfiesHelm("1.3.0", "1.2-1.4.5")).toBe(false);
    expect(satisfiesHelm("1.2.0-1.4.5", "1.2-1.4.5")).toBe(true);
  });
});

test("versions in any order come out by precedence", () => {
  const sorted = "0.9 1.2.3-alpha v1.2.3-alpha.1 1.2.3-beta 1.2.3 v1.2.4 1.3 2".split(" ");
  const parsed = sorted.toReversed().map((text) => ({ text, version: parseHelmVersion(text) }));
  const inOrder = parsed.toSorted(({ version: a }, { version: b }) =>
    a === undefined || b === undefined ? 0 : compareHelmVersions(a, b),
  );
  expect(inOrder.map(({ text }) => text)).toEqual(sorted);
  expect(parseHelmVersion("v1.2.3+build")?.text).toBe("1.2.3");
  expect(["", "latest", "1.2.3.4", "V1.2.3"].map(parseHelmVersion)).toEqual(
    Array.from({ length: 4 }),
  );
});
