import { describe, expect, test } from "vitest";

import { Budget } from "../../src/cel/index.ts";
import { ruleOf } from "./support.ts";

const schema = `
type: object
properties:
  a-b: {type: string}
  count: {type: integer}
  names: {type: array, items: {type: string}}
  map: {type: object, additionalProperties: {type: object, properties: {k.x: {type: string}}}}
`;

test("a false rule tells its message and the values that it saw, by their own names", () => {
  const rule = "self.a__dash__b in self.names && self.?count.orValue(0) > 1";
  const verdict = ruleOf(schema, rule, { message: " a-b must be named " }).evaluate({
    "a-b": "x",
    names: ["y"],
  });
  expect(verdict).toEqual({
    holds: false,
    message: "a-b must be named",
    pointer: "",
    failure: undefined,
    isLast: false,
    seen: [
      { path: "self.a-b", value: "x" },
      { path: "self.names", value: ["y"] },
      { path: "self.count", value: undefined },
    ],
  });
});

test("a rule that holds says nothing", () => {
  expect(ruleOf(schema, "true", { message: "m" }).evaluate({})).toMatchObject({
    holds: true,
    message: "",
    seen: [],
  });
});

test("a rule without a message tells itself, and one that cannot be evaluated says why", () => {
  const plain = ruleOf(schema, "self.count > 1").evaluate({ count: 1 });
  expect(plain?.message).toBe("failed rule: self.count > 1");
  const failed = ruleOf(schema, "self.names[3] == 'x'").evaluate({ names: [] });
  expect(failed).toMatchObject({ holds: false, failure: "index out of bounds: 3" });
  const unfit = ruleOf(schema, "self.count > 1").evaluate({ count: "one" });
  expect(unfit).toMatchObject({ holds: false, failure: "invalid data, expected int, got string" });
});

function told(messageExpression: string, value: object): string | undefined {
  const compiled = ruleOf(schema, "false", { message: "usual", messageExpression });
  return compiled.evaluate(value)?.message;
}

describe("a messageExpression", () => {
  test("tells what it gives, without blanks around", () => {
    expect(told("' found ' + string(self.count) + ' '", { count: 7 })).toBe("found 7");
  });

  test.each([
    ["it fails", "'found ' + string(self.count)"],
    ["it is blank", "' '"],
    ["it has line breaks", "'a\\nb'"],
    ["it is too long", `'${"a".repeat(2000)}' + '${"b".repeat(2000)}' + '${"c".repeat(2000)}'`],
  ])("gives way to the message where %s", (_, messageExpression) => {
    expect(told(messageExpression, {})).toBe("usual");
  });
});

test.each([
  [".count", "/count"],
  [".a-b", "/a-b"],
  ["['a-b']", "/a-b"],
  [".map['x/y'].k", undefined],
  [".map['x/y']['k.x']", "/map/x~1y/k.x"],
  [".map.z['k.x']", "/map/z/k.x"],
])("fieldPath %s blames %s", (fieldPath, pointer) => {
  const compiled = ruleOf(schema, "self.count > 1", { fieldPath });
  expect(compiled.evaluate({ count: 1 })?.pointer).toBe(pointer);
});

describe("the cost limits", () => {
  const many = { names: Array.from({ length: 200 }, (_, at) => `name-${at}`) };

  test("one rule may not cost more than a million", () => {
    const cubic = "self.names.all(a, self.names.all(b, self.names.all(c, true)))";
    const verdict = ruleOf(schema, cubic).evaluate(many);
    expect(verdict).toMatchObject({ holds: false, isLast: true });
    expect(verdict?.failure).toContain("one rule");
    expect(
      ruleOf(schema, "self.names.all(a, self.names.all(b, a == b || true))").evaluate(many)?.holds,
    ).toBe(true);
  });

  test("nothing hides that the limit is reached", () => {
    const dear = "self.names.exists(a, self.names.all(b, self.names.all(c, true)))";
    for (const rule of [`(${dear}) || true`, `!(${dear}) && false`, `[1].exists(x, ${dear})`])
      expect(
        ruleOf(schema, rule).evaluate({
          names: [...many.names, ...many.names, ...many.names, ...many.names],
        })?.isLast,
      ).toBe(true);
  });

  test("all rules of an object share a budget", () => {
    const compiled = ruleOf(schema, "self.names.all(a, a != '')");
    const budget = new Budget({ object: 1500 });
    expect(compiled.evaluate(many, budget)?.holds).toBe(true);
    expect(budget.spent).toBe(803);
    const second = compiled.evaluate(many, budget);
    expect(second).toMatchObject({ holds: false, isLast: true });
    expect(second?.failure).toContain("the rules of this object");
  });

  /** Read off an API server's own accounting. */
  test.each([
    ["self.count > 1", 3],
    ["self.names.map(n, n + 'x').size() == 200", 2805],
    ["self.names[0].matches('[a-z]+')", 5],
    ["'name-1' in self.names", 202],
    ["self.names[0] in ['a', 'b'] || true", 3],
    ["self.names.exists(n, n == 'name-1')", 18],
    ["has(self.count) && self.names.size() > 1", 5],
    ["duration('1h') > duration('1m') && size('abc') == 3", 3],
  ])("%s costs %i", (rule, cost) => {
    const budget = new Budget();
    ruleOf(schema, rule).evaluate({ count: 1, ...many }, budget);
    expect(budget.spent).toBe(cost);
  });
});

test("matches takes linear time", () => {
  const rule = ruleOf("{type: string}", "self.matches('^(a+)+$') || matches(self, '^(a|a)*$')");
  expect(rule.evaluate(`${"a".repeat(5000)}!`)).toMatchObject({ holds: false, failure: undefined });
});
