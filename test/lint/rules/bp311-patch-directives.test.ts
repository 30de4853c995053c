import { expect, test } from "vitest";

import { chart, template } from "../charts.ts";
import { notAsked, printed, reasonOf, sayRendered } from "../rendering.ts";
import { say } from "../support.ts";

const file = "platform/a/chart/templates/a.yaml";

test("$patch in a template and in values", async () => {
  const text = "a:\n  - $patch: delete\n    x: {{ .y }}\n  # $patch: no\n";
  expect(await say("BP311", template(text))).toEqual([
    `${file}:2:5 $patch is for Kustomize: Helm applies it as a field`,
  ]);
  const files = chart("a", { "values.yaml": "a: [{$patch: replace}]\nb: $patch\n" });
  expect(await say("BP311", files)).toEqual([
    "platform/a/chart/values.yaml:1:6 $patch is for Kustomize: Helm hands it on as a field",
  ]);
});

const annotated = "metadata:\n  annotations:\n    kustomize.toolkit.fluxcd.io/force: enabled\n";

test.each(["StatefulSet", "PersistentVolumeClaim"])("force on a %s", async (kind) => {
  expect(await say("BP311", template(`kind: ${kind}\n${annotated}`))).toEqual([
    `${file}:4:5 force makes the ${kind} anew and loses what it keeps`,
  ]);
});

test.each([
  `kind: Deployment\n${annotated}`,
  `kind: Deployment\n${annotated}---\nkind: StatefulSet\n`,
  `kind: StatefulSet\n${annotated.replace("enabled", "disabled")}`,
])("%j is in order", async (text) => {
  expect(await say("BP311", template(text))).toEqual([]);
});

const recreate = "kind: Deployment\nspec:\n  strategy:\n    type: Recreate\n";

test("Recreate without force, where it is applied unrendered", async () => {
  const by = { "clusters/x/kustomization.yaml": "resources: [../../platform/a/chart/templates]\n" };
  const told = async (text: string): Promise<readonly string[]> =>
    say("BP311", { ...template(text), ...by });
  expect(await told(recreate)).toEqual([
    `${file}:4:11 Recreate needs the force annotation where clusters/x/kustomization.yaml:1 applies it`,
  ]);
  expect(await told(recreate + annotated)).toEqual([]);
  expect(await told(recreate.replace("Recreate", "RollingUpdate"))).toEqual([]);
  expect(await told(recreate.replace("Deployment", "Rollout"))).toEqual([]);
  expect(await say("BP311", template(recreate))).toEqual([]);
});

test("what a helper or an upstream chart renders", async () => {
  const set = `kind: StatefulSet\nmetadata:\n  name: a\n  annotations:\n    kustomize.toolkit.fluxcd.io/force: Enabled\nspec:\n  x:\n  - $patch: delete\n`;
  const files = template(
    "kind: StatefulSet\nmetadata:\n  annotations: {{ .x }}\nspec:\n  x: {{ .y }}\n",
  );
  expect(await sayRendered("BP311", files, printed("templates/a.yaml", set))).toEqual([
    `${file}:3:3 StatefulSet a: force makes it anew and loses what it keeps`,
    `${file}:5:3 StatefulSet a: $patch is for Kustomize, Helm applies it as a field`,
  ]);
  const deployment = set.replace("StatefulSet", "Deployment").replace("$patch", "patch");
  expect(await sayRendered("BP311", files, printed("templates/a.yaml", deployment))).toEqual([]);
});

test("what the template says already is said once", async () => {
  const text = `kind: StatefulSet\n${annotated}`;
  expect(
    await sayRendered("BP311", template(text), printed("templates/a.yaml", text)),
  ).toHaveLength(1);
  expect(await reasonOf("BP311", template(text))).toContain(notAsked);
});
