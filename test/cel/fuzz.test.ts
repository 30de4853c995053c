import * as fc from "fast-check";
import { expect, test } from "vitest";

import { compileRules } from "../../src/cel/index.ts";
import type { CompiledRule, Verdict } from "../../src/cel/index.ts";
import { compileCrd } from "../../src/schema/index.ts";
import { expression, spec } from "./expressions.ts";
import { faultsOf, ruleOf } from "./support.ts";

/** What must be true of any rule and any value. */
function isSound(compiled: CompiledRule, verdict: Verdict | undefined): boolean {
  if (faultsOf(compiled).length > 0 || compiled.isTransition) return verdict === undefined;
  if (verdict === undefined) return false;
  return verdict.failure === undefined ? typeof verdict.holds === "boolean" : !verdict.holds;
}

const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.record(
    {
      text: fc.oneof(fc.string({ unit: "grapheme" }), fc.constant(null)),
      count: fc.oneof(fc.maxSafeInteger(), fc.bigInt()),
      ratio: fc.double(),
      port: fc.oneof(fc.integer(), fc.string(), fc.boolean()),
      at: fc.oneof(fc.constant("2024-01-01T00:00:00Z"), fc.string()),
      list: fc.array(fc.integer()),
      map: fc.dictionary(fc.string(), fc.string()),
      objects: fc.array(fc.record({ text: fc.string() })),
    },
    { requiredKeys: [] },
  ),
);

test("any text is a rule or is refused, and never passes on an error", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ maxLength: 60 }),
  );
  fc.assert(
    fc.property(text, json, (rule, value) => {
      fc.pre(rule.trim() !== "");
      const compiled = ruleOf(spec, rule);
      expect(isSound(compiled, compiled.evaluate(value))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("any expression, against any value", () => {
  let evaluated = 0;
  fc.assert(
    fc.property(expression, json, (rule, value) => {
      const compiled = ruleOf(spec, rule);
      const wrapped = faultsOf(compiled).join().includes("it gives ")
        ? ruleOf(spec, `dyn(${rule}) == dyn(${rule}) || true`)
        : compiled;
      const verdict = wrapped.evaluate(value);
      if (verdict !== undefined) evaluated += 1;
      expect(isSound(wrapped, verdict)).toBe(true);
    }),
    { numRuns: 6000 },
  );
  expect(evaluated).toBeGreaterThan(500);
});

test("any message expression", () => {
  fc.assert(
    fc.property(expression, json, (messageExpression, value) => {
      const compiled = ruleOf(spec, "false", { messageExpression: `string(${messageExpression})` });
      const verdict = compiled.evaluate(value);
      expect(isSound(compiled, verdict)).toBe(true);
      if (verdict !== undefined) expect(verdict.message).not.toBe("");
    }),
    { numRuns: 1000 },
  );
});

const keywords = fc.record(
  {
    type: fc.constantFrom("object", "array", "string", "integer", "number", "boolean", "nope", 1),
    format: fc.constantFrom("date", "date-time", "duration", "byte", "int64", "nope"),
    nullable: fc.boolean(),
    "x-kubernetes-int-or-string": fc.boolean(),
    "x-kubernetes-preserve-unknown-fields": fc.boolean(),
    "x-kubernetes-embedded-resource": fc.boolean(),
    "x-kubernetes-list-type": fc.constantFrom("atomic", "set", "map", "nope"),
    "x-kubernetes-list-map-keys": fc.array(fc.constantFrom("a", "b-c", "if")),
  },
  { requiredKeys: [] },
);

function anySchema(depth: number): fc.Arbitrary<object> {
  if (depth === 0) return keywords;
  const child = anySchema(depth - 1);
  const children = fc.record(
    {
      properties: fc.dictionary(fc.constantFrom("a", "b-c", "if", "x__y", "1"), child),
      items: child,
      additionalProperties: fc.oneof(fc.boolean(), child),
    },
    { requiredKeys: [] },
  );
  return fc.tuple(keywords, children).map(([words, more]) => ({ ...words, ...more }));
}

test("any schema, with any value", () => {
  const rules = [
    "self == self",
    "type(self) == type(self)",
    "dyn(self) != null",
    "has(self.a) || true",
  ];
  fc.assert(
    fc.property(anySchema(2), fc.jsonValue(), (schema, value) => {
      const validations = rules.map((rule) => ({ rule }));
      const openAPIV3Schema = { ...schema, "x-kubernetes-validations": validations };
      const version = { name: "v1", storage: true, schema: { openAPIV3Schema } };
      const crd = compileCrd({ spec: { group: "g", versions: [version] } });
      for (const structural of crd.versions.get("v1")?.ruled ?? [])
        for (const compiled of compileRules(structural, true))
          expect(isSound(compiled, compiled.evaluate(value))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a value with members that JavaScript would call", () => {
  const value = { count: { toString: 1, valueOf: 1 }, ratio: { toString: 1, valueOf: 1 } };
  for (const rule of ["self.count > 1", "self.ratio > 1.0", "dyn(self.ratio) != null"])
    expect(ruleOf(spec, rule).evaluate(value)).toMatchObject({ holds: false });
});

test("long texts and lists end, by the answer or by the cost limit", () => {
  const list = Array.from({ length: 3000 }, (_, at) => at);
  const text = "ab".repeat(50_000);
  const rules = [
    "self.list.all(a, self.list.all(b, self.list.all(c, a + b + c >= 0)))",
    "self.list.map(a, self.list.map(b, a * b)).size() > 0",
    "self.list.distinct().size() > 0",
    "self.list.map(x, self.text).join('').size() > 0",
    "self.list.all(x, self.text.replace('a', self.text).size() > 0)",
    "self.text.matches('(a|b|ab)*c') || self.text.findAll('a*b*').size() > 0",
    "self.list.all(x, self.text.split('').size() > 0)",
    "self.list.all(x, self.text.contains('ba' + string(x)))",
    "[self.text].map(t, t + t + t + t).map(t, t + t + t + t).map(t, t + t + t + t)[0].size() > 0",
  ];
  for (const rule of rules) {
    const compiled = ruleOf(spec, rule);
    expect(faultsOf(compiled)).toEqual([]);
    expect(isSound(compiled, compiled.evaluate({ list, text }))).toBe(true);
  }
});
