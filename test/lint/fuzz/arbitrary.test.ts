import * as fc from "fast-check";
import { describe, test } from "vitest";

import { emitYaml } from "../../../src/yaml/index.ts";
import { files, held, manifestFile } from "./held.ts";

const runs = { numRuns: 150 };
const generous = 120_000;

/** Pieces from which nearly everything that YAML knows can be put together. */
const pieces = fc.oneof(
  fc.constantFrom(..."{}[]:,-?|>&*!%@`\"'#~ \n\n\n\t\r\0\u0085\u2028\uFEFF\u00E9"),
  fc.constantFrom(
    "\n  ",
    "\n- ",
    ": ",
    "---\n",
    "...\n",
    "<<: *a",
    "&a ",
    "*a",
    "!!str ",
    "|-\n",
    ">+2\n",
  ),
  fc.constantFrom(
    "a",
    "spec",
    "kind: Blueprint",
    "__proto__",
    "constructor",
    "0x1f",
    "1e999",
    ".nan",
    "off",
  ),
  fc.constantFrom("{{ .Values.a }}", "{{- range", "{{/*", "*/}}", "${X}", "# bp-ignore BP101: x\n"),
);
const yamlLike = fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join(""));

const json = fc.jsonValue({ maxDepth: 4 });

/** Objects with the fields that rules look for, holding anything. */
function shaped(fields: string): fc.Arbitrary<unknown> {
  const value = fc.oneof({ depthSize: "small" }, json, fc.constantFrom("", "x", 0, -1, null, true));
  return fc.dictionary(fc.constantFrom(...fields.split(" "), "x"), value, { maxKeys: 8 });
}

const manifest = shaped(
  "version card visibility configSchema placementSchema depends manifests upgrades rotation topology endpoints sso outputs",
).map((spec) => ({
  apiVersion: "catalyst.openova.io/v1",
  kind: "Blueprint",
  metadata: { name: "bp-x" },
  spec,
}));

const schema: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    json,
    fc.record(
      {
        type: fc.constantFrom("object", "array", "string", "integer", "number", "boolean", "", 1),
        properties: fc.dictionary(fc.constantFrom("a", "spec", "b-c", "__proto__"), tie("node")),
        additionalProperties: fc.oneof(fc.boolean(), tie("node")),
        items: tie("node"),
        enum: fc.array(json, { maxLength: 3 }),
        pattern: fc.constantFrom("(a+)+$", "[", "^x", "(?=a)", "\\p{L}"),
        default: json,
        required: fc.array(fc.constantFrom("a", "spec"), { maxLength: 2 }),
        maximum: json,
        "x-kubernetes-validations": fc.array(
          fc.record({
            rule: fc.constantFrom("self.a == 1", "has(self.a)", "self", "((", "oldSelf.a > 1"),
          }),
          { maxLength: 2 },
        ),
        "x-kubernetes-list-type": fc.constantFrom("set", "map", "atomic", "y"),
        "x-kubernetes-preserve-unknown-fields": fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  ),
})).node;

const crd = schema.map((openAPIV3Schema) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "blueprints.catalyst.openova.io" },
  spec: {
    group: "catalyst.openova.io",
    names: { kind: "Blueprint", plural: "blueprints" },
    scope: "Cluster",
    versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema } }],
  },
}));

describe("loading and linting ends, and knows every fault, for", () => {
  const file = fc.constantFrom(...files);

  test("arbitrary bytes in any file", { timeout: generous }, async () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(file, bytes, async (path, content) => {
        await held({ [path]: content });
      }),
      runs,
    );
  });

  test("text that is nearly YAML, in any file", { timeout: generous }, async () => {
    await fc.assert(
      fc.asyncProperty(file, yamlLike, async (path, content) => {
        await held({ [path]: content });
      }),
      { numRuns: 600 },
    );
  });

  test("any data in any file", { timeout: generous }, async () => {
    await fc.assert(
      fc.asyncProperty(file, json, async (path, value) => {
        await held({ [path]: emitYaml(value) });
      }),
      runs,
    );
  });

  test("manifests whose fields hold anything", { timeout: generous }, async () => {
    await fc.assert(
      fc.asyncProperty(manifest, async (value) => {
        await held({ [manifestFile]: emitYaml(value) });
      }),
      { numRuns: 400 },
    );
  });

  test("charts whose fields hold anything", { timeout: generous }, async () => {
    const chart = shaped(
      "apiVersion name version dependencies annotations maintainers type appVersion description keywords icon",
    );
    const values = shaped("catalystBlueprint image global metrics serviceMonitor");
    await fc.assert(
      fc.asyncProperty(chart, values, async (one, other) => {
        const folder = "platform/x/chart";
        await held({
          [`${folder}/Chart.yaml`]: emitYaml(one),
          [`${folder}/values.yaml`]: emitYaml(other),
          [`${folder}/Chart.lock`]: emitYaml(other),
        });
      }),
      { numRuns: 300 },
    );
  });

  test("CRDs of any schema", { timeout: generous }, async () => {
    await fc.assert(
      fc.asyncProperty(crd, manifest, async (value, blueprint) => {
        await held({ "platform/crd.yaml": emitYaml(value), [manifestFile]: emitYaml(blueprint) });
      }),
      { numRuns: 400 },
    );
  });
});
