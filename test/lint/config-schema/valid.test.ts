import { Ajv } from "ajv";
import * as fc from "fast-check";
import { expect, test } from "vitest";

import { invalid } from "../../../src/lint/config-schema/valid.ts";

const scalar = fc.constantFrom<unknown>(null, true, false, 0, 1, 2, 1.5, -1, "", "a", "bc", "ééé");

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("x", "z", "w"), tie("value"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}));

const count = fc.nat(3);
const bound = fc.constantFrom(-1, 0, 1, 1.5, 2);
const type = fc.constantFrom("object", "array", "string", "integer", "number", "boolean", "null");

const plain = {
  type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
  enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }),
  const: value,
  minimum: bound,
  maximum: bound,
  exclusiveMinimum: bound,
  exclusiveMaximum: bound,
  minLength: count,
  maxLength: count,
  pattern: fc.constantFrom("^a", "c$", "^$", "[a-c]"),
  minItems: count,
  maxItems: count,
  required: fc.uniqueArray(fc.constantFrom("x", "z", "w"), { maxLength: 2 }),
};

/** One to three keywords, so that a value has a chance. */
function few(keywords: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> {
  const names = fc.uniqueArray(fc.constantFrom(...Object.keys(keywords)), {
    minLength: 1,
    maxLength: 3,
  });
  return names.chain((chosen) =>
    fc.record(
      Object.fromEntries(Object.entries(keywords).filter(([name]) => chosen.includes(name))),
      { noNullPrototype: true },
    ),
  );
}

function nested(inner: fc.Arbitrary<object>): fc.Arbitrary<object> {
  const list = fc.array(inner, { minLength: 1, maxLength: 2 });
  return few({
    ...plain,
    items: fc.oneof(fc.boolean(), inner),
    properties: fc.dictionary(fc.constantFrom("x", "z"), inner, {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    allOf: list,
    anyOf: list,
    oneOf: list,
    not: inner,
  });
}

const schema = nested(nested(few(plain)));

test("the verdict is that of a whole JSON Schema validator", () => {
  const ajv = new Ajv({ strict: false, validateSchema: false, unicodeRegExp: true, logger: false });
  fc.assert(
    fc.property(schema, value, (rule, subject) => {
      const verdict = ajv.compile(rule)(subject);
      ajv.removeSchema();
      expect(invalid(subject, rule) === undefined, JSON.stringify([rule, subject])).toBe(verdict);
    }),
    { numRuns: 600 },
  );
});

test("integers beyond 2^53 are numbers, and what is not known holds", () => {
  expect(invalid(2n ** 60n, { type: "integer", minimum: 1 })).toBe(undefined);
  expect(invalid(2n ** 60n, { maximum: 1 })).toBe("1152921504606846976 is more than the maximum 1");
  expect(invalid(1, { $ref: "#/x", format: "email", type: "text" })).toBe(undefined);
  expect(invalid(null, { type: "string", nullable: true })).toBe(undefined);
});

test("what every object has is no property of it", () => {
  expect(invalid({}, { required: ["toString"] })).toBe('it lacks the required "toString"');
  expect(invalid({ toString: 1 }, { properties: { x: { type: "string" } } })).toBe(undefined);
});
