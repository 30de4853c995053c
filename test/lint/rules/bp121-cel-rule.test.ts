import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

function topology(supported: string, defaults: string, more = ""): string {
  return `  topology:\n    supported: ${supported}\n    defaults: ${defaults}\n${more}`;
}

const file = "platform/a/blueprint.yaml";

test("members of supported are in order", async () => {
  const spec = topology(
    "[singleton, active-active]",
    "{multi-region: active-active, single-region: singleton}",
    "    perTopology:\n      active-active: {}\n",
  );
  expect((await lintFiles(unit("a", { spec }))).findings).toEqual([]);
});

test("a default that is not supported, with the rule, its message and the values that it saw", async () => {
  const spec = topology("[singleton]", "{multi-region: active-active, single-region: singleton}");
  const [message, ...rest] = await say("BP121", unit("a", { spec }));
  expect(rest).toEqual([]);
  expect(message).toBe(
    `${file}:12:5 topology.defaults must name topologies that topology.supported lists: ` +
      "self.defaults.multi__dash__region in self.supported && self.defaults.single__dash__region in self.supported is false, where " +
      'self.defaults.multi-region is "active-active", self.supported is ["singleton"], self.defaults.single-region is "singleton"',
  );
});

test("a perTopology that is not supported", async () => {
  const spec = topology(
    "[singleton]",
    "{multi-region: singleton, single-region: singleton}",
    "    perTopology:\n      active-passive: {}\n",
  );
  const [message] = await say("BP121", unit("a", { spec }));
  expect(message).toContain("topology.perTopology must describe only topologies");
});

test("what breaks the schema is not evaluated", async () => {
  const spec = topology("[singleton]", "{multi-region: singleton}");
  expect(await say("BP121", unit("a", { spec }))).toEqual([]);
  expect(await say("BP118", unit("a", { spec }))).toHaveLength(1);
});

function crd(rule: string): string {
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
                size:
                  type: object
                  properties:
                    least: {type: integer}
                    most: {type: integer}
                    names: {type: array, items: {type: string}}
                  x-kubernetes-validations:
                    - ${rule}
                    - rule: size(self.names) >= 0
`;
}

function files(rule: string, size: string): Record<string, string> {
  const spec = `  size: ${size}\n`;
  return { ...unit("a", { spec }), "platform/a/chart/crds/crd.yaml": crd(rule) };
}

const names = "names: [a]";

test("fieldPath says which field is to blame, and reason of what kind the error is", async () => {
  const rule =
    "{rule: self.least <= self.most, fieldPath: .most, reason: FieldValueForbidden, message: too few}";
  const told = await say("BP121", files(rule, `{least: 2, most: 1, ${names}}`));
  expect(told).toEqual([
    `${file}:11:26 Forbidden: too few: self.least <= self.most is false, where self.least is 2, self.most is 1`,
  ]);
  expect(await say("BP121", files(rule, `{least: 1, most: 2, ${names}}`))).toEqual([]);
});

test("a rule that cannot be evaluated does not hold, and says why", async () => {
  const told = await say("BP121", files("{rule: self.least <= self.most}", `{least: 2, ${names}}`));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("self.least <= self.most cannot be evaluated (no such key: most)");
  expect(told[0]).toContain("self.most is absent");
});

test("a rule about a change says nothing of a manifest", async () => {
  const rule = "{rule: self.least >= oldSelf.least}";
  expect(await say("BP121", files(rule, `{least: 2, ${names}}`))).toEqual([]);
  expect(await say("BP122", files(rule, `{least: 2, ${names}}`))).toEqual([]);
});

test("a rule that is too dear is said, and no further one is evaluated", async () => {
  const dear = ["a", "b", "c", "d"].reduceRight(
    (inner, x) => `self.names.all(${x}, ${inner})`,
    "true",
  );
  const rule = `{rule: "${dear}"}`;
  const many = `names: [${Array.from({ length: 40 }, (_, at) => `n${at}`).join(", ")}]`;
  const told = await say("BP121", files(rule, `{least: 2, ${many}}`));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("costs more than an API server spends on one rule");
});
