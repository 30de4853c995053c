import { expect, test } from "vitest";

import { defaultKitSettings } from "../../../src/model/kit.ts";
import { folder, kit, slot, slotOfA } from "../kit.ts";
import type { Files } from "../support.ts";
import { say, unit } from "../support.ts";

const list = `${folder}/kustomization.yaml`;

test("each file listed once is in order", async () => {
  expect(await say("BP506", slotOfA())).toEqual([]);
});

test("a file that is not listed, unless something else names it", async () => {
  const files: Files = { ...slotOfA(), [`${folder}/02-b.yaml`]: slot("b") };
  expect(await say("BP506", files)).toEqual([`${list}:3:1 02-b.yaml lies here and is not listed`]);
  const patched = { ...files, [list]: `${files[list] ?? ""}patches:\n  - path: ./02-b.yaml\n` };
  expect(await say("BP506", patched)).toEqual([]);
});

test("a name without a file, and one listed twice; what lies elsewhere is not looked for", async () => {
  const files = slotOfA();
  const more = "  - 03-c.yaml\n  - ./01-a.yaml\n  - ../base\n  - https://x/y.yaml\n";
  expect(await say("BP506", { ...files, [list]: `${files[list] ?? ""}${more}` })).toEqual([
    `${list}:5:5 03-c.yaml is listed and there is no such file`,
    `${list}:6:5 01-a.yaml is listed twice`,
  ]);
});

test("an object that belongs in a chart, unless the configuration allows it", async () => {
  const files = kit({
    "01-a.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n",
  });
  expect(await say("BP506", { ...unit("a"), ...files })).toEqual([
    `${folder}/01-a.yaml:3:18 a kit holds no Deployment`,
  ]);
  const settings = { ...defaultKitSettings, kinds: new Set(["Deployment"]) };
  expect(await say("BP506", { ...unit("a"), ...files }, { kit: settings })).toEqual([]);
});
