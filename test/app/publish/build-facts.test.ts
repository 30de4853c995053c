import { expect, test } from "vitest";

import type { BuildFacts } from "../../../src/app/publish/build-facts.ts";
import { sourceTime } from "../../../src/app/publish/build-facts.ts";

const committed = new Date("2024-02-03T04:05:06Z");

function facts(epoch: string | undefined, git = true): BuildFacts {
  return {
    tool: { name: "bp", version: "0.0.0" },
    source: git
      ? { commit: "0".repeat(40), committed, repository: undefined, ref: undefined, dirty: false }
      : undefined,
    environment: { SOURCE_DATE_EPOCH: epoch },
  };
}

test("SOURCE_DATE_EPOCH goes before the commit, and without both there is no time", () => {
  expect(sourceTime(facts("86400"))).toEqual(new Date("1970-01-02T00:00:00Z"));
  expect(sourceTime(facts("0"))).toEqual(new Date(0));
  expect(sourceTime(facts(undefined))).toEqual(committed);
  expect(sourceTime(facts(""))).toEqual(committed);
  expect(sourceTime(facts(undefined, false))).toBeUndefined();
});

test.each(["yesterday", "-1", "1.5", "1e3", " 1", "9999999999999"])(
  "%j is no number of seconds",
  (epoch) => {
    expect(() => sourceTime(facts(epoch))).toThrow(
      `SOURCE_DATE_EPOCH is ${JSON.stringify(epoch)}, not a number of seconds`,
    );
  },
);
