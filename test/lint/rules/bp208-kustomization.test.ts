import { expect, test } from "vitest";

import { chart } from "../charts.ts";
import { say } from "../support.ts";

const text = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
const folder = "platform/a/chart";

test.each(["kustomization.yaml", "templates/kustomization.yml", "files/Kustomization"])(
  "%s is packaged",
  async (path) => {
    expect(await say("BP208", chart("a", { [path]: text }))).toEqual([
      `${folder}/${path}:1:1 ${path} is packaged`,
    ]);
  },
);

test("an object for Kustomize under another name", async () => {
  const files = { "templates/a.yaml": `kind: ConfigMap\n---\n${text}` };
  expect(await say("BP208", chart("a", files))).toEqual([
    `${folder}/templates/a.yaml:3:13 the template writes an object of kustomize.config.k8s.io/v1beta1, which is for Kustomize alone`,
  ]);
});

test("left out by .helmignore, and a Kustomization of Flux", async () => {
  const files = {
    "kustomization.yaml": text,
    ".helmignore": "kustomization.yaml\n",
    "templates/flux.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n",
  };
  expect(await say("BP208", chart("a", files))).toEqual([]);
});

const flux = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
spec:
  path: ./platform/a/chart/templates
`;
const templates = {
  "templates/a.yaml": "{{/* why */}}\na: {{ .b }}\n",
  "templates/b.yaml": "a: b\n",
  "templates/_c.tpl": "{{ .c }}",
};

test.each([
  ["clusters/x/apps.yaml", `kind: A\n---\n${flux}`, 6],
  ["clusters/x/kit/kustomization.yaml", "resources:\n- ../../../platform/a/chart/templates\n", 2],
  ["clusters/x/kustomization.yaml", "resources: [../../platform/a/chart/templates/a.yaml]\n", 1],
])("templates that are applied unrendered, by %s", async (path, text, line) => {
  const files = { ...chart("a", templates), [path]: text };
  expect(await say("BP208", files)).toEqual([
    `${folder}/templates/a.yaml:2:4 the template is applied unrendered by ${path}:${line}`,
  ]);
});

test.each([
  ["clusters/x/apps.yaml", flux.replace("/templates", "/files")],
  ["clusters/x/apps.yaml", flux.replace("./platform", "./${root}")],
  ["clusters/x/apps.yaml", flux.replace("kustomize.toolkit", "helm.toolkit")],
  ["clusters/x/kustomization.yaml", "resources: [../../../../platform/a/chart/templates]\n"],
  ["clusters/x/apps.yaml", "resources: [../../platform/a/chart/templates]\n"],
])("%s applies something else (%#)", async (path, text) => {
  expect(await say("BP208", { ...chart("a", templates), [path]: text })).toEqual([]);
});
