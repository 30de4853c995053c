import { describe, expect, test } from "vitest";

import { ruleOf } from "./support.ts";

const schema = `
type: object
properties:
  a-b: {type: string}
  count: {type: integer}
  ratio: {type: number}
  port: {x-kubernetes-int-or-string: true}
  in: {type: string}
  names: {type: array, items: {type: string}}
  items: {type: array, items: {type: object, properties: {v: {type: integer}}}}
  map: {type: object, additionalProperties: {type: integer}}
  at: {type: string, format: date-time}
  wait: {type: string, format: duration}
  maybe: {type: string, nullable: true}
  free: {type: object, x-kubernetes-preserve-unknown-fields: true}
  other: {type: object, properties: {v: {type: integer}}}
  same: {type: object, properties: {v: {type: integer}}}
`;

const faults: readonly (readonly [string, string])[] = [
  ["self.nope == 1", "No such key: nope"],
  ["self.other.nope == 1", "No such key: nope"],
  ["self.items[0].nope == 1", "No such key: nope"],
  ["self.other.all(k, true)", "cannot be range of a comprehension"],
  ["self['a-b'] == 'x'", "No such key: a-b"],
  ["self.count + 'x' == 'y'", "no such overload: int + string"],
  ["self.count == self.ratio", "int == double"],
  ["self.count", "it gives int, not bool"],
  ["self.count >", "it does not parse"],
  ["self.names.shuffle() == self.names", "Kubernetes has no function shuffle"],
  ["b'x'.hex() == 'x'", "Kubernetes has no function hex"],
  ["self.names.isSorted()", "the function isSorted cannot be evaluated here yet"],
  ["self.in == 'x'", "it does not parse"],
  ["self.free.x == 1", "No such key: x"],
  ["self.names[0].matches('(')", "( is not an RE2 expression"],
  ["self.other == self.same", "no such overload"],
  ["has(self.nope)", "No such key: nope"],
  ["has(self.names)&&has(self)", "has() takes a field"],
  ["unknown == 1", "unknown"],
];

describe("a rule that an API server refuses", () => {
  test.each(faults)("%s", (rule, fault) => {
    const compiled = ruleOf(schema, rule);
    expect(compiled.faults[0]?.message).toContain(fault);
    expect(compiled.evaluate({})).toBeUndefined();
  });
});

const verdicts: readonly (readonly [string, unknown, boolean])[] = [
  ["self.a__dash__b == 'x'", { "a-b": "x" }, true],
  ["self.__in__ == 'x'", { in: "x" }, true],
  ["self.count > 2", { count: 3 }, true],
  ["self.count > 2", { count: 2 }, false],
  ["self.count % 2 == 0", { count: 4 }, true],
  ["self.ratio * 2.0 == 3.0", { ratio: 1.5 }, true],
  ["self.ratio < 2.0", { ratio: 1 }, true],
  ["self.port == 80 || self.port == 'http'", { port: 80 }, true],
  ["self.port == 80 || self.port == 'http'", { port: "http" }, true],
  ["'a' in self.names", { names: ["b", "a"] }, true],
  ["self.names.all(n, n.matches('^[a-z]+$'))", { names: ["a", "B"] }, false],
  ["self.names.exists_one(n, n == 'a') && self.names.size() == 2", { names: ["a", "b"] }, true],
  ["self.items.exists(i, i.v == 2)", { items: [{ v: 1 }, { v: 2 }] }, true],
  ["self.map.all(k, self.map[k] < 5)", { map: { a: 1, b: 9 } }, false],
  ["self.items[0] == self.items[1]", { items: [{ v: 1 }, { v: 1 }] }, true],
  ["self.items[0] == self.items[1]", { items: [{ v: 1 }, { v: 2 }] }, false],
  ["has(self.items[0].v)", { items: [{}] }, false],
  ["has(self.items[0].v) && has(self.map.x)", { items: [{ v: 1 }], map: { x: 1 } }, true],
  ["has(self.?other.v)", {}, false],
  ["has(self.other.v)", {}, false],
  ["!has(self.other.v) || self.other.v > 0", { other: {} }, true],
  ["self.at < timestamp('2024-01-02T00:00:00Z')", { at: "2024-01-01T00:00:00Z" }, true],
  ["self.wait > duration('1h')", { wait: "90m" }, true],
  ["has(self.maybe) && self.maybe == null", { maybe: null }, true],
  ["self.?count.orValue(1) == 1", {}, true],
  ["self.count == 1", {}, false],
];

describe("a rule evaluated", () => {
  test.each(verdicts)("%s on %j is %s", (rule, value, holds) => {
    const compiled = ruleOf(schema, rule);
    expect(compiled.faults).toEqual([]);
    expect(compiled.evaluate(value)?.holds).toBe(holds);
  });
});

test("a false rule tells its message and the values that it saw, by their own names", () => {
  const rule = "self.a__dash__b in self.names && self.count > 1";
  const verdict = ruleOf(schema, rule, { message: "a-b must be named" }).evaluate({
    "a-b": "x",
    names: ["y"],
  });
  expect(verdict).toEqual({
    holds: false,
    message: "a-b must be named",
    seen: [
      { path: "self.a-b", value: "x" },
      { path: "self.names", value: ["y"] },
      { path: "self.count", value: undefined },
    ],
  });
});

test("a rule without a message tells itself, and one that cannot be evaluated says why", () => {
  expect(ruleOf(schema, "self.count > 1").evaluate({ count: 1 })?.message).toBe(
    "failed rule: self.count > 1",
  );
  expect(ruleOf(schema, "self.names[3] == 'x'").evaluate({ names: [] })?.message).toContain(
    "could not be evaluated",
  );
});

test("a messageExpression is evaluated, and must give a text", () => {
  const told = ruleOf(schema, "self.count < 1", {
    message: "fallback",
    messageExpression: "'found ' + string(self.count)",
  });
  expect(told.evaluate({ count: 7 })?.message).toBe("found 7");
  expect(told.evaluate({})?.message).toContain("fallback");
  expect(ruleOf(schema, "true", { messageExpression: "1" }).fault).toBe(
    "messageExpression: it gives int, not string",
  );
});

test("a rule about a change is checked and not evaluated; with optionalOldSelf it holds for new objects too", () => {
  const change = ruleOf(schema, "self.count >= oldSelf.count");
  expect(change.fault).toBeUndefined();
  expect(change.evaluate({ count: 1 })).toBeUndefined();
  expect(ruleOf(schema, "self.count >= oldSelf.nope").fault).toContain("No such key: nope");
  const either = ruleOf(schema, "!oldSelf.hasValue() || self.count >= oldSelf.value().count", {
    optionalOldSelf: true,
  });
  expect(either.fault).toBeUndefined();
  expect(either.evaluate({ count: 1 })?.holds).toBe(true);
});

test("matches takes linear time", () => {
  const rule = ruleOf("{type: string}", "self.matches('^(a+)+$') || matches(self, '^(a|a)*$')");
  expect(rule.evaluate(`${"a".repeat(5000)}!`)?.holds).toBe(false);
});
