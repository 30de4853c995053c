import { expect, test } from "vitest";

import { compileCondition, NEWEST } from "../../src/cel/index.ts";

const predicate = {
  builder: { id: "https://x.test/b", version: { bp: "0.1.0" } },
  count: 3,
  share: 0.5,
  items: [
    { name: "a", ok: true },
    { name: "b", ok: null },
  ],
};

test.each([
  ['predicate.builder.id == "https://x.test/b"', undefined],
  ['predicate.builder.id.startsWith("https://x.test/")', undefined],
  ["predicate.count == 3 && predicate.share < 1.0", undefined],
  ['predicate.items.exists(i, i.name == "b" && i.ok == null)', undefined],
  ["size(predicate.items) == 2", undefined],
  ["has(predicate.builder.version) && !has(predicate.builder.other)", undefined],
  ['"bp" in predicate.builder.version', undefined],
  ["predicate.count > 3", "it is false"],
  ["predicate.nothing == 1", "no such key: nothing"],
  ["predicate.builder", /./u],
  ["predicate.items.all(i, i.ok)", /./u],
])("%s", (source, why) => {
  const condition = compileCondition(source, "predicate", NEWEST);
  expect(condition.fault).toBeUndefined();
  const broken = condition.broken(predicate);
  if (why instanceof RegExp) expect(broken).toMatch(why);
  else expect(broken).toBe(why);
});

test.each(["predicate.", "other == 1", '"text"', "1 + 2", "predicate.x.nosuch()"])(
  "%j cannot be held, and passes nothing",
  (source) => {
    const condition = compileCondition(source, "predicate", NEWEST);
    expect(condition.fault).toMatch(/./u);
    expect(condition.broken(predicate)).toBe(condition.fault);
  },
);

test("what costs too much does not hold", () => {
  const items = Array.from({ length: 3000 }, (_, index) => index);
  const source = "predicate.all(a, predicate.all(b, predicate.all(c, a + b + c >= 0)))";
  expect(compileCondition(source, "predicate", NEWEST).broken(items)).toMatch(/costs more/u);
});
