import { describe, expect, test } from "vitest";

import { versionWith, yaml } from "./support.ts";

/** What the spec breaks, as `pointer: message`. */
function broken(schema: string, spec: string): readonly string[] {
  const value = { spec: yaml(spec) };
  return versionWith(schema)
    .validate(value)
    .map(({ pointer, message }) => `${pointer.replace("/spec", "") || "/"}: ${message}`);
}

const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    "a type",
    "type: object\nproperties: {a: {type: string}}",
    "a: 5",
    ["/a: expected a string, found the number 5"],
  ],
  [
    "an integer as a fraction",
    "type: integer",
    "1.5",
    ["/: expected an integer, found the number 1.5"],
  ],
  ["a fraction that is whole", "type: integer", "1.0", []],
  ["a number for a number", "type: number", "1.5", []],
  [
    "a boolean that YAML reads from a word",
    "type: string",
    "yes",
    ["/: expected a string, found the boolean true"],
  ],
  ["an enum", "{type: string, enum: [a, '', b]}", "c", ['/: expected one of a, "", b; found "c"']],
  [
    "an enum of objects, and words that JavaScript's own have",
    "{type: object, x-kubernetes-preserve-unknown-fields: true, enum: [{a: 1, b: [x]}, {c: 2}]}",
    "{valueOf: 1, toString: 2}",
    ['/: expected one of {"a":1,"b":["x"]}, {"c":2}; found {"valueOf":1,"toString":2}'],
  ],
  [
    "one of an enum's objects, its keys in another order",
    "{type: object, x-kubernetes-preserve-unknown-fields: true, enum: [{a: 1, b: [x]}]}",
    "{b: [x], a: 1}",
    [],
  ],
  [
    "a type and an enum at one place",
    "{type: string, enum: [a]}",
    "5",
    ["/: expected a string, found the number 5"],
  ],
  ["a pattern", "{type: string, pattern: '^[a-z]+$'}", "A1", ['/: "A1" does not match ^[a-z]+$']],
  ["a pattern of RE2's own", "{type: string, pattern: '(?i)^A[\\w-.]$'}", "aB", []],
  [
    "a missing field",
    "{type: object, required: [a], properties: {a: {type: string}}}",
    "{}",
    ["/a: the required field a is missing"],
  ],
  ["a minimum", "{type: integer, minimum: 2}", "1", ["/: 1 is less than 2"]],
  [
    "an exclusive minimum as a flag",
    "{type: integer, minimum: 2, exclusiveMinimum: true}",
    "2",
    ["/: 2 is not more than 2"],
  ],
  [
    "an exclusive maximum switched off",
    "{type: integer, maximum: 2, exclusiveMaximum: false}",
    "2",
    [],
  ],
  ["a length in code points", "{type: string, maxLength: 1}", "😀", []],
  ["a length", "{type: string, minLength: 2}", "a", ["/: expected at least 2 characters, found 1"]],
  [
    "a count of items",
    "{type: array, minItems: 1, items: {type: string}}",
    "[]",
    ["/: expected at least 1 item, found 0"],
  ],
  [
    "a map's values",
    "{type: object, additionalProperties: {type: integer}}",
    "{a: 1, b: x}",
    ['/b: expected an integer, found the string "x"'],
  ],
  ["an integer for int-or-string", "x-kubernetes-int-or-string: true", "5", []],
  ["a string for int-or-string", "x-kubernetes-int-or-string: true", "5%", []],
  [
    "a fraction for int-or-string",
    "x-kubernetes-int-or-string: true",
    "0.5",
    ["/: expected an integer or a string, found the number 0.5"],
  ],
  [
    "null where nullable",
    "{type: object, properties: {a: {type: string, nullable: true}}}",
    "a: null",
    [],
  ],
  [
    "wrong and nullable",
    "{type: object, properties: {a: {type: string, nullable: true}}}",
    "a: 1",
    ["/a: expected a string, found the number 1"],
  ],
  [
    "null where not nullable is dropped",
    "{type: object, properties: {a: {type: string}}}",
    "a: null",
    [],
  ],
  [
    "null where required is missing",
    "{type: object, required: [a], properties: {a: {type: string}}}",
    "a: null",
    ["/a: the required field a is missing"],
  ],
  [
    "null in a list",
    "{type: array, items: {type: string}}",
    "[null]",
    ["/0: expected a string, found null"],
  ],
  [
    "a default that fills what is required",
    "{type: object, required: [a], properties: {a: {type: string, default: x}}}",
    "{}",
    [],
  ],
  [
    "a name that JavaScript knows",
    "{type: object, required: [constructor], properties: {constructor: {type: string}}}",
    "{}",
    ["/constructor: the required field constructor is missing"],
  ],
  [
    "a set",
    "{type: array, x-kubernetes-list-type: set, items: {type: string}}",
    "[a, b, a]",
    ['/2: "a" stands in the list already, as item 0'],
  ],
  [
    "a map by key",
    "{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k], items: {type: object, required: [k], properties: {k: {type: string}, v: {type: integer}}}}",
    "[{k: a, v: 1}, {k: b}, {k: a, v: 2}]",
    ['/2: {"k":"a"} stands in the list already, as item 0'],
  ],
  [
    "a map by key with a default",
    "{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k], items: {type: object, properties: {k: {type: string, default: a}}}}",
    "[{}, {k: a}]",
    ['/1: {"k":"a"} stands in the list already, as item 0'],
  ],
  [
    "anyOf",
    "{type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}",
    "{}",
    ["/: an object fits none of the alternatives of the schema (anyOf)"],
  ],
  [
    "an embedded resource",
    "{type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}",
    "{kind: Pod}",
    ["/apiVersion: the required field apiVersion is missing"],
  ],
  ["an integer beyond 2^53", "{type: integer}", "9223372036854775807", []],
  [
    "anything where unknown fields are kept",
    "{x-kubernetes-preserve-unknown-fields: true}",
    "[1, {a: b}]",
    [],
  ],
  ["a format that the API server ignores", "{type: string, format: colour}", "x", []],
];

describe("a value against a structural schema", () => {
  test.each(cases)("%s", (_, schema, spec, expected) => {
    expect(broken(schema, spec)).toEqual(expected);
  });
});

test("a pattern that backtracking engines choke on is answered", () => {
  const spec = `"${"a".repeat(5000)}!"`;
  expect(broken("{type: string, pattern: '^(a+)+$'}", spec)).toHaveLength(1);
});
