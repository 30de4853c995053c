import { expect, test } from "vitest";

import { say, unit } from "../support.ts";

test("a target that is not in the tree, with the nearest name", async () => {
  const spec = "  depends:\n    - blueprint: bp-cert-manger\n";
  expect(await say("BP401", { ...unit("a", { spec }), ...unit("cert-manager") })).toEqual([
    "platform/a/blueprint.yaml:12:7 bp-a depends on bp-cert-manger, which is not in the tree; did you mean bp-cert-manager?",
  ]);
});

test("with and without the prefix it is one name", async () => {
  const spec = "  depends:\n    - blueprint: b\n    - blueprint: bp-b\n";
  expect(await say("BP401", { ...unit("a", { spec }), ...unit("b") })).toEqual([]);
});

test("a chart without a blueprint is there too", async () => {
  const spec = "  depends:\n    - blueprint: bp-b\n";
  const { "platform/b/blueprint.yaml": _, ...bare } = unit("b");
  expect(await say("BP401", { ...unit("a", { spec }), ...bare })).toEqual([]);
});

test("what was not selected is not complained of", async () => {
  const spec = "  depends:\n    - blueprint: bp-gone\n";
  const files = { ...unit("a", { spec }), ...unit("b") };
  expect(await say("BP401", files, { selection: new Set(["platform/b"]) })).toEqual([]);
  expect(await say("BP401", files, { selection: new Set(["platform/a"]) })).toHaveLength(1);
});
