import { expect, test } from "vitest";

import { say, unit } from "../support.ts";

function asking(range: string): Record<string, string> {
  const spec = `  depends:\n    - blueprint: bp-b\n      version: ${range}\n`;
  return { ...unit("a", { spec }), ...unit("b") };
}

test.each(["^1", "^1.0", ">=0.9 <2", "1.0.0", "'*'"])("1.0.0 is in %s", async (range) => {
  expect(await say("BP402", asking(range))).toEqual([]);
});

test("a range that the tree's version is not in", async () => {
  expect(await say("BP402", asking("^2"))).toEqual([
    "platform/a/blueprint.yaml:12:7 bp-a asks for bp-b ^2, and the tree has 1.0.0",
  ]);
});

test("a text that is no range", async () => {
  expect(await say("BP402", asking("newest"))).toEqual([
    'platform/a/blueprint.yaml:12:7 "newest" is no range of versions',
  ]);
});
