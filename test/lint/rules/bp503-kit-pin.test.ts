import { expect, test } from "vitest";

import { fileOfA, kit, slot, slotOfA } from "../kit.ts";
import { manifests } from "../kustomize.ts";
import { say, unit } from "../support.ts";

const said = (from: string, to: string): Promise<readonly string[]> =>
  say(
    "BP503",
    slotOfA((text) => text.replace(from, to)),
  );

test("the tree's version is in order, and so is what Flux fills in", async () => {
  expect(await say("BP503", slotOfA())).toEqual([]);
  expect(await said("version: 1.0.0", "version: ${VERSION}")).toEqual([]);
});

test("another version, a range, and none", async () => {
  const held = "and the tree has 1.0.0 (platform/a/chart/Chart.yaml:3)";
  expect(await said("version: 1.0.0", "version: 0.9.0")).toEqual([
    `${fileOfA}:21:16 bp-a is pinned to 0.9.0, ${held}`,
  ]);
  expect(await said("version: 1.0.0", "version: ^1.0.0")).toEqual([
    `${fileOfA}:21:16 bp-a is pinned to ^1.0.0, ${held}`,
  ]);
  expect(await said("      version: 1.0.0\n", "")).toEqual([
    `${fileOfA}:20:14 bp-a is pinned to no version, ${held}`,
  ]);
});

test("every slot of a chart is held against it, and those of selected units alone", async () => {
  const old = slot("a").replace("version: 1.0.0", "version: 0.9.0");
  const files = { ...unit("a"), ...unit("b"), ...kit({ "16a-a.yaml": old, "16c-a.yaml": old }) };
  expect(await say("BP503", files)).toHaveLength(2);
  expect(await say("BP503", files, { selection: new Set(["platform/b"]) })).toEqual([]);
  expect(await say("BP503", files, { selection: new Set(["platform/a"]) })).toHaveLength(2);
});

function repository(tag: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: { name: bp-a }\nspec:\n  url: oci://ghcr.io/acme/bp-a\n  ref:\n    tag: ${tag}\n`;
}

function told(tag: string): Promise<readonly string[]> {
  return say("BP503", { ...manifests(), ...kit({ "01-a.yaml": repository(tag) }) });
}

test("a blueprint of manifests is pinned by a tag", async () => {
  expect(await told("1.0.0")).toEqual([]);
  expect(await told("${VERSION}")).toEqual([]);
  expect(await told("0.9.0")).toEqual([
    "clusters/a/bootstrap-kit/01-a.yaml:7:10 bp-a is pinned to 0.9.0, and the tree has 1.0.0",
  ]);
});
