import {
  anything,
  assert,
  constantFrom,
  dictionary,
  letrec,
  oneof,
  property,
  array,
} from "fast-check";
import { describe, expect, test } from "vitest";

import { compileCrd } from "../../src/schema/index.ts";
import { crdWith } from "./support.ts";

/** What is wrong with a property of this schema, as `pointer below it: message`. */
function faults(schema: string): readonly string[] {
  const indented = schema.replaceAll(/^/gmu, "    ");
  const base = "/spec/versions/0/schema/openAPIV3Schema/properties/p";
  return crdWith(`type: object\nproperties:\n  p:\n${indented}`).faults.map(
    ({ pointer, message }) => `${pointer.replace(base, "")}: ${message}`,
  );
}

const bad: readonly (readonly [string, string])[] = [
  ["description: x", ": the schema has no type"],
  ["type: text", "/type: text is no type of a structural schema"],
  [
    "{type: integer, x-kubernetes-int-or-string: true}",
    "/type: a schema with x-kubernetes-int-or-string has no type",
  ],
  [
    "{type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}",
    "/additionalProperties: properties and additionalProperties exclude each other",
  ],
  [
    "{type: object, additionalProperties: false}",
    "/additionalProperties: additionalProperties: false is forbidden: what is not declared is pruned anyway",
  ],
  ["type: array", ": a schema of type array needs items"],
  [
    "{type: array, uniqueItems: true, items: {type: string}}",
    "/uniqueItems: uniqueItems is forbidden; use x-kubernetes-list-type: set",
  ],
  ["{type: object, $ref: '#/x'}", "/$ref: $ref is forbidden in a structural schema"],
  ["{type: string, minLenght: 1}", "/minLenght: minLenght is not a keyword of a CRD's schema"],
  ["{type: string, minLength: x}", "/minLength: minLength must be an integer of 0 or more"],
  ["{type: string, pattern: '(?<=a)b('}", "/pattern: pattern (?<=a)b( is not an RE2 expression"],
  [
    "{type: string, exclusiveMinimum: 3}",
    "/exclusiveMinimum: exclusiveMinimum must be true or false",
  ],
  [
    "{type: string, x-kubernetes-list-type: set}",
    "/x-kubernetes-list-type: x-kubernetes-list-type needs type array",
  ],
  [
    "{type: array, items: {type: object, properties: {k: {type: string}}}, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k]}",
    "/x-kubernetes-list-type: the key k must be required or have a default",
  ],
  [
    "{type: object, x-kubernetes-embedded-resource: true}",
    ": x-kubernetes-embedded-resource needs type object, and properties or x-kubernetes-preserve-unknown-fields",
  ],
  [
    "{type: object, anyOf: [{properties: {a: {minLength: 1}}}]}",
    "/anyOf/0/properties/a: a is not declared outside of allOf, anyOf, oneOf and not",
  ],
  [
    "{type: string, anyOf: [{type: string}]}",
    "/anyOf/0/type: type may not stand inside allOf, anyOf, oneOf or not",
  ],
  [
    "{type: string, not: {default: x}}",
    "/not/default: default may not stand inside allOf, anyOf, oneOf or not",
  ],
  [
    "{type: integer, maximum: 3, default: 5}",
    "/default: the default breaks its schema: 5 is more than 3",
  ],
  ["{type: object, properties: [a]}", "/properties: properties must be an object of schemas"],
  [
    "{type: string, x-kubernetes-validations: [{message: x}]}",
    "/x-kubernetes-validations/0: a validation rule needs a rule that is not empty",
  ],
];

const good: readonly string[] = [
  "{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}",
  "x-kubernetes-preserve-unknown-fields: true",
  "{type: object, additionalProperties: true}",
  "{type: object, properties: {a: {type: string}}, anyOf: [{properties: {a: {minLength: 1}}}]}",
  "{type: array, x-kubernetes-list-type: set, items: {type: string}}",
  "{type: string, uniqueItems: false, title: x, example: y}",
];

describe("the rules of structural schemas", () => {
  test.each(bad)("%s", (schema, fault) => {
    expect(faults(schema)).toContain(fault);
  });
  test.each(good)("%s is in order", (schema) => {
    expect(faults(schema)).toEqual([]);
  });
});

test("of metadata only the names may be limited", () => {
  const schema =
    "{type: object, properties: {metadata: {type: object, properties: {labels: {type: object}}}}}";
  expect(crdWith(schema).faults.map(({ message }) => message)).toEqual([
    "of metadata only name and generateName may be limited, not labels",
  ]);
});

test("a definition without versions, group or one stored version says so", () => {
  expect(compileCrd({}).faults.map(({ message }) => message)).toEqual([
    "the CRD has no group",
    "the CRD has no versions",
  ]);
  const version = {
    name: "v1",
    served: true,
    storage: false,
    schema: { openAPIV3Schema: { type: "object" } },
  };
  expect(compileCrd({ spec: { group: "g", versions: [version] } }).faults[0]?.message).toBe(
    "exactly one version must have storage: true, 0 have",
  );
});

test("a schema that two versions share tells its faults once", () => {
  const schema = { openAPIV3Schema: { type: "object", properties: { a: {} } } };
  const versions = [
    { name: "v1", storage: true, schema },
    { name: "v2", storage: false, schema },
  ];
  expect(compileCrd({ spec: { group: "g", versions } }).faults).toHaveLength(1);
});

const keyword = constantFrom(
  ..."type properties items additionalProperties enum pattern required allOf not default nullable format".split(
    " ",
  ),
  ..."minimum maxLength x-kubernetes-list-type x-kubernetes-list-map-keys x-kubernetes-validations".split(
    " ",
  ),
);
const { node } = letrec<{ node: unknown }>((tie) => ({
  node: oneof(
    { maxDepth: 5 },
    constantFrom<unknown>("object", "array", "string", "set", "map", 3, -1, true, null, "[", "\\1"),
    array(tie("node"), { maxLength: 3 }),
    dictionary(keyword, tie("node"), { maxKeys: 5 }),
  ),
}));

test("whatever stands in a CRD, reading it and holding any value against it throws nothing", () => {
  assert(
    property(node, anything(), (schema, value) => {
      const version = { name: "v1", storage: true, schema: { openAPIV3Schema: schema } };
      const crd = compileCrd({ spec: { group: "g", versions: [version] } });
      const compiled = crd.versions.get("v1");
      compiled?.validate(value);
      compiled?.prune(value);
      compiled?.unknown(value);
      compiled?.scopes(value);
    }),
  );
});
