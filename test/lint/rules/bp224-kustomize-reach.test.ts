import { expect, test } from "vitest";

import { component, config, folder, manifests } from "../kustomize.ts";
import { say, unit } from "../support.ts";

test("all is reached", async () => {
  const more = {
    "overlays/x/kustomization.yaml":
      "resources: [../../base]\ncomponents: [../../components/c]\npatches: [{ path: p.yaml }]\n",
    "overlays/x/p.yaml": config("a"),
    "components/c/kustomization.yaml": `${component}resources: [b.yaml]\n`,
    "components/c/b.yaml": config("b"),
    "README.md": "",
    "base/notes.txt": "",
  };
  expect(await say("BP224", { ...manifests(more), ...unit("b") })).toEqual([]);
});

test("an overlay without the base", async () => {
  const other = {
    "overlays/x/kustomization.yaml": "resources: [b.yaml]\n",
    "overlays/x/b.yaml": config("b"),
  };
  expect(await say("BP224", manifests(other))).toEqual([
    `${folder}/overlays/x/kustomization.yaml:1:1 overlays/x does not build on base`,
  ]);
});

test("files that nothing leads to", async () => {
  const more = { "base/b.yaml": config("b"), "components/c/kustomization.yaml": component };
  expect(await say("BP224", manifests(more))).toEqual([
    `${folder}/base/b.yaml:1:1 no kustomization of the base or of an overlay leads here`,
    `${folder}/components/c/kustomization.yaml:1:1 no kustomization of the base or of an overlay leads here`,
  ]);
});

test("without a base BP221 says enough", async () => {
  expect(await say("BP224", manifests({ "base/kustomization.yaml": undefined }))).toEqual([]);
});
