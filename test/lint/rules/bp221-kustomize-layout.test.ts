import { expect, test } from "vitest";

import { blueprint, folder, manifests } from "../kustomize.ts";
import { say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

test("a base and an overlay, and a unit with a chart", async () => {
  expect(await say("BP221", { ...manifests(), ...unit("b") })).toEqual([]);
});

test("no base", async () => {
  expect(await say("BP221", manifests({ "base/kustomization.yaml": undefined }))).toEqual([
    `${file}:12:21 ${folder}/base holds no kustomization.yaml`,
  ]);
  expect(await say("BP221", blueprint("{}"))).toEqual([
    `${file}:12:21 ${folder}/base holds no kustomization.yaml`,
  ]);
});

test("manifests that are published elsewhere", async () => {
  const { [file]: text = "" } = blueprint("{}");
  const named = text.replace("Kustomize }", 'Kustomize, ref: "oci://ghcr.io/acme/a:1.0.0" }');
  expect(await say("BP221", { [file]: named })).toEqual([]);
});

test("overlays and their names", async () => {
  expect(await say("BP221", { ...manifests(), ...blueprint("{ x: {}, z: {} }") })).toEqual([
    `${file}:13:27 the overlay z has no folder ${folder}/overlays/z`,
  ]);
  expect(await say("BP221", { ...manifests(), ...blueprint("{}") })).toEqual([
    `${file}:13:15 the overlay x is not named under spec.manifests.overlays: no installation can choose it`,
  ]);
  const bare = { "overlays/x/kustomization.yaml": undefined, "overlays/x/a.yaml": "" };
  expect(await say("BP221", manifests(bare))).toEqual([
    `${folder}/overlays/x/a.yaml:1:1 ${folder}/overlays/x holds no kustomization.yaml`,
  ]);
});

test("two kustomizations in a folder", async () => {
  expect(await say("BP221", manifests({ "base/kustomization.yml": "resources: []\n" }))).toEqual([
    `${folder}/base/kustomization.yml:1:1 base/kustomization.yml lies beside base/kustomization.yaml: kustomize refuses a folder with two`,
  ]);
});

test("a chart beside it", async () => {
  const { "platform/a/chart/Chart.yaml": chart = "" } = unit("a");
  expect(await say("BP221", { ...manifests(), "platform/a/chart/Chart.yaml": chart })).toEqual([
    `${file}:12:21 the blueprint is of kind Kustomize, and nothing publishes platform/a/chart`,
  ]);
});
