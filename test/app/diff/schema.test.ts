import { describe, expect, test } from "vitest";

import { crdChanges } from "../../../src/app/diff/crds.ts";
import { schemaChanges } from "../../../src/app/diff/narrowed.ts";

type Schema = Readonly<Record<string, unknown>>;

function changes(before: Schema, after: Schema): readonly string[] {
  const wrap = (schema: Schema): Schema => ({ properties: { a: schema } });
  return schemaChanges(wrap(before), wrap(after)).map(
    ({ path, kind, message }) => `${kind}: ${path} ${message}`,
  );
}

describe("a schema is narrowed where it", () => {
  test.each<[Schema, Schema, string]>([
    [{ type: "string" }, { type: "integer" }, "may no longer be of type string"],
    [{}, { type: "string" }, "must be of type string"],
    [{ type: "number" }, { type: "integer" }, "may no longer be of type number"],
    [{ type: "string", nullable: true }, { type: "string" }, "may no longer be of type null"],
    [{ enum: ["x", "y"] }, { enum: ["y", "z"] }, 'may no longer be "x"'],
    [{}, { enum: ["x"] }, 'must be one of "x"'],
    [{ minimum: 1 }, { minimum: 3 }, "has a minimum of 3, it was 1"],
    [{}, { minimum: 0 }, "has a minimum of 0"],
    [{ maxLength: 9 }, { maxLength: 3 }, "has a maxLength of 3, it was 9"],
    [{}, { pattern: "^a" }, 'has the pattern "^a"'],
    [{ format: "date" }, { format: "email" }, 'has the format "email", it was "date"'],
    [
      { type: "object" },
      { type: "object", additionalProperties: false },
      "takes no other properties",
    ],
    [{}, { uniqueItems: true }, "may no longer hold one value twice"],
  ])("%j → %j", (before, after, message) => {
    expect(changes(before, after)).toEqual([`narrowed: /a ${message}`]);
  });

  test.each<[Schema, Schema, string]>([
    [{ properties: { b: {} } }, { properties: {} }, "removed: /a/b is gone"],
    [
      { properties: { b: {} } },
      { properties: { b: {} }, required: ["b"] },
      "narrowed: /a/b is required",
    ],
    [
      { items: { type: "string" } },
      { items: { type: "integer" } },
      "narrowed: /a/[] may no longer be of type string",
    ],
    [
      { additionalProperties: { maximum: 3 } },
      { additionalProperties: { maximum: 2 } },
      "narrowed: /a/* has a maximum of 2, it was 3",
    ],
    [{ properties: {} }, { properties: { b: {} } }, "added: /a/b is new"],
    [{ oneOf: [] }, { oneOf: [{}] }, "not compared: /a oneOf differs: look at it yourself"],
  ])("%j → %j", (before, after, message) => {
    expect(changes(before, after)).toEqual([message]);
  });
});

test.each<[Schema, Schema]>([
  [{ type: "integer" }, { type: "number" }],
  [{ type: "string" }, { type: "string", nullable: true }],
  [{ type: "integer" }, { "x-kubernetes-int-or-string": true }],
  [{ enum: ["x"] }, { enum: ["x", "y"] }],
  [{ enum: ["x"] }, {}],
  [
    { minimum: 3, maximum: 5, maxItems: 2 },
    { minimum: 1, maximum: 9 },
  ],
  [{}, { minLength: 0, minItems: 0 }],
  [{ pattern: "^a" }, { description: "x", default: 1 }],
  [{ additionalProperties: false }, {}],
  [{ required: ["b"], properties: { b: {} } }, { properties: { b: {} } }],
  [{ properties: { b: {} } }, { properties: { b: { default: 1 } }, required: ["b"] }],
])("a schema that widens narrows nothing: %j → %j", (before, after) => {
  expect(changes(before, after)).toEqual([]);
});

function crd(...versions: readonly Schema[]): unknown {
  return { spec: { versions } };
}

function v(name: string, schema: Schema = {}, served = true): Schema {
  return { name, served, schema: { openAPIV3Schema: schema } };
}

function told(before: unknown, after: unknown): readonly string[] {
  return crdChanges(new Map([["x.y", before]]), new Map([["x.y", after]])).map(
    ({ version, path, kind, message }) => `${kind}: ${version}${path} ${message}`,
  );
}

describe("a custom resource changes for its objects where", () => {
  test("a version is no longer served, or its schema narrows", () => {
    expect(told(crd(v("v1"), v("v2")), crd(v("v1", {}, false), v("v2")))).toEqual([
      "removed: v1 is no longer served",
    ]);
    expect(told(crd(v("v1")), crd(v("v1"), v("v2")))).toEqual(["added: v2 is new"]);
    const [old, next] = [{ properties: { a: {} } }, { properties: {} }];
    expect(told(crd(v("v1", old)), crd(v("v1", next)))).toEqual(["removed: v1/a is gone"]);
    expect(told(crd(v("v1", old, false)), crd(v("v1", next, false)))).toEqual([]);
  });

  test("it comes or goes", () => {
    const one = new Map([["x.y", crd(v("v1"))]]);
    expect(crdChanges(one, new Map())).toMatchObject([{ crd: "x.y", kind: "removed" }]);
    expect(crdChanges(new Map(), one)).toMatchObject([{ crd: "x.y", kind: "added" }]);
  });
});
