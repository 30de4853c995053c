import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Ajv } from "ajv";
import { expect, test } from "vitest";

import { editorSchema } from "../../src/schema/index.ts";
import { parseYaml, toValue } from "../../src/yaml/index.ts";
import { project } from "../support/built.ts";

function read(text: string): unknown {
  return toValue(parseYaml(text, "x.yaml").documents[0]?.root);
}

const schema = editorSchema(
  read(readFileSync(join(project, "schemas/blueprint.crd.yaml"), "utf8")),
);

/** A validator as strict as an editor: unknown keywords are those that editors read beside the standard's. */
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
ajv.addVocabulary(["enumDescriptions"]);
const validate = ajv.compile(schema);

/** Where the editor marks a manifest. */
function marks(
  spec: string,
  head = "apiVersion: catalyst.openova.io/v1\nkind: Blueprint",
): readonly string[] {
  validate(
    read(`${head}\nmetadata: {name: bp-a}\nspec:\n  version: 1.0.0\n  card: {title: A}\n${spec}`),
  );
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

/** The schema at a path of properties, `[]` for the items. */
function at(path: string): Record<string, unknown> {
  return path.split(".").reduce<Record<string, unknown>>((node, step) => {
    const next =
      step === "[]" ? node["items"] : (node["properties"] as Record<string, unknown>)[step];
    return next as Record<string, unknown>;
  }, schema);
}

test("our own manifests are in order", () => {
  for (const name of ["axon", "catalyst", "cortex", "fabric", "fingate", "relay"]) {
    validate(read(readFileSync(join(project, `products/${name}/blueprint.yaml`), "utf8")));
    expect(validate.errors ?? [], name).toEqual([]);
  }
});

test.each([
  ["  visibility: public\n", "/spec/visibility enum"],
  ["  visibilty: listed\n", "/spec additionalProperties"],
  ["  depends: [bp-b]\n", "/spec/depends/0 type"],
  ["  placementSchema: {minRegions: 9}\n", "/spec/placementSchema/minRegions maximum"],
  ["  topology: {supported: [singleton, singleton]}\n", "/spec/topology/supported uniqueItems"],
])("%j is marked", (spec, mark) => {
  expect(marks(spec)).toContain(mark);
});

test("both versions are known, others are not", () => {
  expect(marks("", "apiVersion: catalyst.openova.io/v1alpha1\nkind: Blueprint")).toEqual([]);
  expect(marks("", "apiVersion: catalyst.openova.io/v2\nkind: Blueprint")).toEqual([
    "/apiVersion enum",
  ]);
  expect(marks("", "kind: Blueprint")).toEqual([" required"]);
});

test("what the CRD leaves open stays open", () => {
  expect(marks("  configSchema: {type: object, anything: [1]}\n  outputs: {a: 1}\n")).toEqual([]);
});

test("fields and the values of enumerations are described", () => {
  expect(at("spec.version")["description"]).toMatch(/SemVer/u);
  expect(at("spec.visibility")).toMatchObject({
    enum: ["listed", "unlisted", "private"],
    enumDescriptions: expect.arrayContaining(["Its owner alone sees it."]) as unknown,
  });
  expect(at("spec.placementSchema.modes.[]")["enumDescriptions"]).toHaveLength(9);
  expect(at("spec.topology")["description"]).toContain("topology.defaults must name");
});

/** A CRD with one property. */
function crdWith(...schemas: readonly unknown[]): unknown {
  return {
    spec: {
      group: "example.org",
      names: { kind: "Thing" },
      versions: schemas.map((spec, index) => ({
        name: `v${index + 1}`,
        schema: { openAPIV3Schema: { type: "object", properties: { spec } } },
      })),
    },
  };
}

test("what only a CRD can say is said in draft 7", () => {
  const made = editorSchema(
    crdWith({
      type: "object",
      properties: {
        port: { "x-kubernetes-int-or-string": true },
        share: { type: "number", minimum: 0, exclusiveMinimum: true, maximum: 1 },
        mode: { type: "string", nullable: true, enum: ["a"] },
        labels: { type: "object", additionalProperties: { type: "string" } },
      },
      oneOf: [{ required: ["port"] }, { required: ["mode"] }],
    }),
  );
  const own = (made["properties"] as Record<string, unknown>)["spec"];
  expect(own).toEqual({
    type: "object",
    additionalProperties: false,
    properties: {
      port: { type: ["integer", "string"] },
      share: { type: "number", exclusiveMinimum: 0, maximum: 1 },
      mode: { type: ["string", "null"], enum: ["a", null] },
      labels: { type: "object", additionalProperties: { type: "string" } },
    },
    oneOf: [{ required: ["port"] }, { required: ["mode"] }],
  });
});

test("versions of different shapes are told apart", () => {
  const check = new Ajv().compile(editorSchema(crdWith({ type: "string" }, { type: "integer" })));
  const thing = (version: string, spec: unknown): boolean =>
    check({ apiVersion: `example.org/${version}`, kind: "Thing", metadata: { name: "a" }, spec });
  expect([thing("v1", "x"), thing("v2", 1)]).toEqual([true, true]);
  expect([thing("v1", 1), thing("v2", "x"), thing("v3", 1)]).toEqual([false, false, false]);
});
