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
