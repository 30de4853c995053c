import { expect, test } from "vitest";

import { blueprintText, lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

test.each([
  [
    "  upgrades: {from: 0.x}\n",
    `${file}:11:20 spec.upgrades.from: expected a list, found the string "0.x"`,
  ],
  [
    "  upgrades:\n    from: ['0.x', 1]\n",
    `${file}:12:19 spec.upgrades.from[1]: expected a string, found the number 1`,
  ],
  [
    "  consoleUI:\n    sidebarOrder: 900\n",
    `${file}:12:19 spec.consoleUI.sidebarOrder: 900 is more than 100`,
  ],
  [
    "  depends:\n    - alias: x\n",
    `${file}:12:7 spec.depends[0].blueprint: the required field blueprint is missing`,
  ],
])("%j", async (spec, message) => {
  expect(await say("BP118", unit("a", { spec }))).toEqual([message]);
});

test("what is missing is told at the key of what should hold it", async () => {
  const blueprint = blueprintText("a", "").replace("    title: a\n", "");
  expect(await say("BP118", unit("a", { blueprint }))).toEqual([
    `${file}:7:3 spec.card.title: the required field title is missing`,
  ]);
});

test("the workspace's own CRD holds where there is one", async () => {
  const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: blueprints.catalyst.openova.io}
spec:
  group: catalyst.openova.io
  names: {kind: Blueprint, plural: blueprints}
  versions:
    - &version
      name: v1alpha1
      served: true
      storage: false
      schema:
        openAPIV3Schema:
          type: object
          x-kubernetes-preserve-unknown-fields: true
          properties:
            spec: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {owner: {type: string, enum: [shown]}}}
    - <<: *version
      name: v1
      storage: true
`;
  const files = {
    ...unit("a", { spec: "  owner: nobody\n" }),
    "platform/a/chart/crds/crd.yaml": crd,
  };
  const { findings } = await lintFiles(files);
  expect(findings.filter(({ ruleId }) => ruleId !== "BP120").map(({ message }) => message)).toEqual(
    ['spec.owner: expected one of shown; found "nobody"'],
  );
});
