import { describe, expect, test } from "vitest";

import { faultsOf, ruleOf } from "./support.ts";

const schema = `
type: object
properties:
  a-b: {type: string}
  count: {type: integer}
  ratio: {type: number}
  names: {type: array, items: {type: string}}
  items: {type: array, items: {type: object, properties: {v: {type: integer}}}}
  map: {type: object, additionalProperties: {type: object, properties: {k.x: {type: string}}}}
  free: {type: object, x-kubernetes-preserve-unknown-fields: true}
  other: {type: object, properties: {v: {type: integer}}}
  same: {type: object, properties: {v: {type: integer}}}
`;

const faults: readonly (readonly [string, string])[] = [
  ["self.nope == 1", "undefined field 'nope'"],
  ["self.other.nope == 1", "undefined field 'nope'"],
  ["self.items[0].nope == 1", "undefined field 'nope'"],
  ["self.other.all(k, true)", "cannot be range of a comprehension"],
  ["self['a-b'] == 'x'", "no map, write .a__dash__b"],
  ["self.count + 'x' == 'y'", "found no matching overload for '_+_' applied to (int, string)"],
  ["self.count == self.ratio", "'_==_' applied to (int, double)"],
  ["self.other == self.same", "'_==_' applied to (object, object)"],
  ["self.count", "it gives int, not bool"],
  ["self.count >", "it does not parse: unexpected the end"],
  ["self.count > 1 )", "it does not parse: unexpected )"],
  ["self.count # 1", "it does not parse: unexpected #"],
  ["self.names.shuffle() == self.names", "Kubernetes has no function shuffle"],
  ["self.names[0].matches('(')", "( is not an RE2 expression"],
  ["self.free.x == 1", "undefined field 'x'"],
  ["has(self.names) && has(self)", "has() takes a field"],
  ["unknown == 1", "undeclared reference to 'unknown'"],
  ["if == 1", "reserved identifier: if"],
  ["'\\q' == 'q'", "there is no escape \\q"],
  ["'\\ud800' == ''", "an escape of no code point"],
  ["b'\\u0041' == b'A'", "bytes take no escapes of code points"],
  ["'a\nb' == ''", "it does not parse: unexpected '"],
  [`${"(".repeat(300)}true${")".repeat(300)}`, "it is too deep"],
  [`${"!".repeat(5001)}1`, "'!_' applied to (int)"],
  [`0${" + 1".repeat(2000)} == 2000`, "it is too deep"],
  [`'${"a".repeat(100_000)}' == ''`, "it is longer than 100000 letters"],
];

describe("a rule that an API server refuses", () => {
  test.each(faults)("%.60s", (rule, fault) => {
    const compiled = ruleOf(schema, rule, { message: "m" });
    expect(faultsOf(compiled)).toHaveLength(1);
    expect(faultsOf(compiled)[0]).toContain(`rule: `);
    expect(faultsOf(compiled)[0]).toContain(fault);
    expect(compiled.evaluate({})).toBeUndefined();
  });
});

const forms: readonly (readonly [string, object, string])[] = [
  ["true", { message: " " }, "message: it must not be blank"],
  ["true", { message: "a\nb" }, "message: it must not contain line breaks"],
  ["true &&\ntrue", {}, "message: a rule with line breaks needs a message"],
  ["true", { messageExpression: "1" }, "messageExpression: it gives int, not string"],
  ["true", { messageExpression: "self.nope" }, "messageExpression: undefined field 'nope'"],
  ["true", { messageExpression: "oldSelf.nope" }, "messageExpression: undefined field 'nope'"],
  ["true", { reason: "Because" }, "reason: it must be one of FieldValueRequired"],
  ["true", { fieldPath: ".nope" }, "fieldPath: it names no field of the schema"],
  ["true", { fieldPath: ".names[0]" }, "fieldPath: it names no field of the schema"],
  ["true", { fieldPath: "count" }, "fieldPath: it names no field of the schema"],
  ["true", { optionalOldSelf: true }, "optionalOldSelf: it may not be set"],
];

describe("an entry that an API server refuses for what stands beside its rule", () => {
  test.each(forms)("%s with %j", (rule, more, fault) => {
    const compiled = ruleOf(schema, rule, more);
    expect(faultsOf(compiled)[0]).toContain(fault);
    expect(compiled.evaluate({})).toBeUndefined();
  });

  test("a rule of a value without a type", () => {
    const untyped = "{x-kubernetes-preserve-unknown-fields: true}";
    expect(faultsOf(ruleOf(untyped, "true"))[0]).toContain("CEL cannot see a value");
  });
});

test("a rule about a change is checked and not evaluated", () => {
  const change = ruleOf(schema, "self.count >= oldSelf.count");
  expect(faultsOf(change)).toEqual([]);
  expect([change.usesOldSelf, change.isTransition]).toEqual([true, true]);
  expect(change.evaluate({ count: 1 })).toBeUndefined();
  expect(faultsOf(ruleOf(schema, "self.count >= oldSelf.nope"))).toHaveLength(1);
  expect(ruleOf(schema, "self.count == 1").isTransition).toBe(false);
});

test("with optionalOldSelf it is evaluated for new objects too", () => {
  const either = ruleOf(schema, "!oldSelf.hasValue() || self.count >= oldSelf.value().count", {
    optionalOldSelf: true,
  });
  expect(faultsOf(either)).toEqual([]);
  expect([either.usesOldSelf, either.isTransition]).toEqual([true, false]);
  expect(either.evaluate({ count: 1 })?.holds).toBe(true);
  const never = ruleOf(schema, "oldSelf.hasValue()", { optionalOldSelf: true });
  expect(never.evaluate({})?.holds).toBe(false);
});
