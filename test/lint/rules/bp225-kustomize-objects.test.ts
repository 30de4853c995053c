import { expect, test } from "vitest";

import { config, folder, manifests } from "../kustomize.ts";
import { say, unit } from "../support.ts";

const file = `${folder}/base/a.yaml`;

test("objects with names of their own", async () => {
  const text = [
    config("a"),
    config("a", "  namespace: b\n"),
    "apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n",
    "# nothing\n",
  ].join("---\n");
  expect(await say("BP225", { ...manifests({ "base/a.yaml": text }), ...unit("b") })).toEqual([]);
});

test("the same twice, in a file and over an overlay, told once", async () => {
  expect(
    await say("BP225", manifests({ "base/a.yaml": `${config("a")}---\n${config("a")}` })),
  ).toEqual([`${file}:9:9 base has ConfigMap a twice, in ${file}:4 too`]);
  const over = {
    "overlays/x/kustomization.yaml": "resources: [../../base, b.yaml]\n",
    "overlays/x/b.yaml": config("a"),
  };
  expect(await say("BP225", manifests(over))).toEqual([
    `${folder}/overlays/x/b.yaml:4:9 overlays/x has ConfigMap a twice, in ${file}:4 too`,
  ]);
});

test("a prefix makes another name, a namespace can make one", async () => {
  const prefixed = {
    "other/kustomization.yaml": "namePrefix: b-\nresources: [../base]\n",
    "overlays/x/kustomization.yaml": "resources: [../../base, ../../other]\n",
  };
  expect(await say("BP225", manifests(prefixed))).toEqual([]);
  const placed = {
    "base/kustomization.yaml": "namespace: n\nresources: [a.yaml]\n",
    "base/a.yaml": `${config("a")}---\n${config("a", "  namespace: b\n")}`,
  };
  expect(await say("BP225", manifests(placed))).toEqual([
    `${file}:9:9 base has ConfigMap a twice, in ${file}:4 too`,
  ]);
});

test("a List is taken apart", async () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n  - ${config("a").replaceAll("\n", "\n    ")}\n`;
  expect(await say("BP225", manifests({ "base/a.yaml": list }))).toEqual([]);
});

test("what is no object", async () => {
  expect(await say("BP225", manifests({ "base/a.yaml": "- 1\n" }))).toEqual([
    `${file}:1:1 this is no object: kustomize builds nothing of it`,
  ]);
  expect(
    await say("BP225", manifests({ "base/a.yaml": "kind: A\nmetadata: { name: a }\n" })),
  ).toEqual([`${file}:2:19 an object without kind or apiVersion`]);
  expect(await say("BP225", manifests({ "base/a.yaml": "apiVersion: v1\nkind: A\n" }))).toEqual([
    `${file}:1:1 A: an object without a name`,
  ]);
  expect(await say("BP225", manifests({ "base/a.yaml": "a: [\n" }))).toEqual([
    expect.stringContaining(`${file}:2:1 `),
  ]);
});
