import { expect, test } from "vitest";

import { dependency, template } from "../charts.ts";
import { notAsked, printed, reasonOf, sayRendered } from "../rendering.ts";
import { say } from "../support.ts";

const hook = `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  annotations:
    helm.sh/hook: post-install
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
`;
const own = `dependencies:\n${dependency("kyverno", "3.8.0", "file://../k")}`;
const crd =
  "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  group: kyverno.io\n  names: {kind: ClusterPolicy}\n";
const told =
  "platform/a/chart/templates/a.yaml:6:5 the CRD of ClusterPolicy comes with this release: the first installation cannot look it up";

test("the CRD comes with a dependency or a template", async () => {
  expect(await say("BP312", template(hook, {}, own))).toEqual([told]);
  expect(await say("BP312", template(hook, { "templates/crd.yaml": crd }))).toEqual([told]);
});

test.each([
  ["from elsewhere", template(hook)],
  ["from crds/", template(hook, { "crds/all.yaml": crd })],
  ["another policy", template(hook.replace("before-hook-creation,", ""), {}, own)],
  ["a kind of every cluster", template(hook.replace("kyverno.io/v1", "batch/v1"), {}, own)],
  ["of a subchart", template("a: 1", { "charts/b/templates/x.yaml": hook }, own)],
])("%s is in order", async (_, files) => {
  expect(await say("BP312", files)).toEqual([]);
});

test("what a helper or an upstream chart renders", async () => {
  const files = template('{{ include "hook" . }}', {}, own);
  const output = printed("templates/a.yaml", hook);
  expect(await sayRendered("BP312", files, output)).toEqual([told.replace(":6:5", ":1:1")]);
  expect(await sayRendered("BP312", template('{{ include "hook" . }}'), output)).toEqual([]);
  const other = output.replace("before-hook-creation,", "");
  expect(await sayRendered("BP312", files, other)).toEqual([]);
});

test("what the template says already is said once", async () => {
  const files = template(hook, {}, own);
  expect(await sayRendered("BP312", files, printed("templates/a.yaml", hook))).toEqual([told]);
  expect(await reasonOf("BP312", files)).toBe(notAsked);
});
