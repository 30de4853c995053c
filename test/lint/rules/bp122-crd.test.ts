import { expect, test } from "vitest";

import { lint } from "../../../src/lint/index.ts";
import { compileCrd } from "../../../src/schema/index.ts";
import { parseYaml } from "../../../src/yaml/index.ts";
import { line, load, say, unit } from "../support.ts";

function crd(topology: string): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: blueprints.catalyst.openova.io}
spec:
  group: catalyst.openova.io
  names: {kind: Blueprint, plural: blueprints}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              x-kubernetes-preserve-unknown-fields: true
              properties:
                topology:
${topology.replaceAll(/^/gmu, "                  ")}
`;
}

const file = "platform/a/chart/crds/crd.yaml";
const head = `type: object
properties:
  supported: {type: array, items: {type: string}}
  defaults: {type: object, properties: {multi-region: {type: string}}}
x-kubernetes-validations:`;

function files(topology: string): Record<string, string> {
  return { ...unit("a"), [file]: crd(topology) };
}

test("a CRD in order, and the embedded one", async () => {
  const rule = "\n  - rule: self.defaults.multi__dash__region in self.supported";
  expect(await say("BP122", files(head + rule))).toEqual([]);
  expect(await say("BP122", unit("a"))).toEqual([]);
});

test.each([
  ["self.defaults['multi-region'] in self.supported", "no map, write .multi__dash__region"],
  ["self.defaults.all(k, k in self.supported)", "cannot be range of a comprehension"],
  ["self.supported.shuffled()", "Kubernetes has no function shuffled"],
])("a rule that does not compile: %s", async (rule, fault) => {
  const told = await say("BP122", files(`${head}\n  - rule: ${rule}`));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(fault);
  expect(told[0]).toContain(rule);
});

test.each([
  ["{rule: 'true', messageExpression: self.nope}", ":25:57 undefined field 'nope': self.nope"],
  ["{rule: 'true', fieldPath: .nope}", ":25:49 it names no field of the schema: true"],
  ["{rule: 'true', reason: Because}", ":25:46 it must be one of FieldValueRequired"],
  [
    "{rule: 'true', optionalOldSelf: true}",
    ":25:55 it may not be set where the rule does not use oldSelf",
  ],
])("what stands beside a rule: %s", async (entry, fault) => {
  const told = await say("BP122", files(`${head}\n  - ${entry}`));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(fault);
});

function inList(type: string): string {
  return `type: object
properties:
  list:
    type: array
    ${type}
    items:
      type: object
      required: [k]
      properties: {k: {type: string}}
      x-kubernetes-validations: [{rule: self.k == oldSelf.k}]`;
}

test("oldSelf within a list whose items have no keys", async () => {
  const keyed = "x-kubernetes-list-type: map\n    x-kubernetes-list-map-keys: [k]";
  expect(await say("BP122", files(inList(keyed)))).toEqual([]);
  const told = await say("BP122", files(inList("x-kubernetes-list-type: atomic")));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("oldSelf cannot be used within a list");
});

test("a schema that is not structural", async () => {
  const told = await say("BP122", files("properties: {a: {type: string}}"));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("the schema has no type");
});

test("a fault stands where it is written", async () => {
  const topology = `${head}\n  - rule: self.nope == 1`;
  const workspace = await load(files(topology));
  const [document] = parseYaml(crd(topology), file).documents;
  if (workspace.crd === undefined || document === undefined) throw new Error("no CRD");
  const { findings } = lint(
    { ...workspace, crd: { ...workspace.crd, document } },
    { crd: compileCrd(workspace.crd.value) },
  );
  expect(findings.filter(({ ruleId }) => ruleId === "BP122").map(line)).toEqual([
    `${file}:25:29 undefined field 'nope': self.nope == 1`,
  ]);
});
