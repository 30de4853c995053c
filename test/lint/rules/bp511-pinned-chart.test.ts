import { expect, test } from "vitest";

import { fileOfA, folder, kit, slot, slotOfA } from "../kit.ts";
import { say, unit } from "../support.ts";

test("a chart of the tree is in order", async () => {
  expect(await say("BP511", slotOfA())).toEqual([]);
});

test("a chart that is not there, with the nearest name", async () => {
  const files = { ...unit("cert-manager"), ...kit({ "01-a.yaml": slot("cert-manger") }) };
  expect(await say("BP511", files)).toEqual([
    `${fileOfA}:20:14 bp-cert-manger pins the chart bp-cert-manger, which is not in the tree; did you mean bp-cert-manager?`,
  ]);
});

test("a chart of somebody else's repository is not the tree's", async () => {
  const foreign = slot("b").replaceAll("bp-b", "podinfo");
  const files = kit({ "01-a.yaml": slot("a"), "02-b.yaml": foreign });
  expect(await say("BP511", { ...unit("a"), ...files })).toEqual([]);
  const shared = slot("b")
    .replaceAll("bp-b", "podinfo")
    .replace("        name: podinfo\n", "        name: bp-a\n");
  expect(
    await say("BP511", { ...unit("a"), ...kit({ "01-a.yaml": slot("a"), "02-b.yaml": shared }) }),
  ).toEqual([`${folder}/02-b.yaml:20:14 podinfo pins the chart podinfo, which is not in the tree`]);
});
