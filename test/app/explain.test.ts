import { expect, test } from "vitest";

import { explain } from "../../src/app/explain.ts";

test.each(["BP202", "bp202", "hollow-chart", "bp202-hollow-chart", "BP202-hollow-chart"])(
  "%s names the rule",
  (asked) => {
    const { rules } = explain(asked);
    expect(rules.map(({ id, name }) => [id, name])).toEqual([["BP202", "hollow-chart"]]);
    expect(JSON.parse(JSON.stringify(rules[0]))).toEqual(rules[0]);
  },
);

test("without a word it is the whole catalogue", () => {
  const ids = explain(undefined).rules.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(["BP001", "BP202", "YAML", "CHART"]));
});

test("a slip of the pen gets the nearest name; nonsense is sent to the list", () => {
  expect(() => explain("hollow-chrat")).toThrow(
    expect.objectContaining({ hint: "did you mean hollow-chart?" }),
  );
  expect(() => explain("x")).toThrow(
    expect.objectContaining({ hint: "`bp explain` lists the rules" }),
  );
});
