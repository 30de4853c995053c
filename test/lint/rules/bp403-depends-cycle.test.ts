import { expect, test } from "vitest";

import { say, unit } from "../support.ts";

function needing(...names: readonly string[]): { spec: string } {
  return { spec: `  depends:\n${names.map((name) => `    - blueprint: bp-${name}\n`).join("")}` };
}

const tree = {
  ...unit("a", needing("b")),
  ...unit("b", needing("c")),
  ...unit("c", needing("d", "b")),
  ...unit("d", needing("a")),
};

test("the shortest cycle is told once, with file and line of every edge", async () => {
  expect(await say("BP403", tree)).toEqual([
    "platform/b/blueprint.yaml:12:7 a cycle: bp-b -> bp-c -> bp-b (platform/b/blueprint.yaml:12, platform/c/blueprint.yaml:13)",
  ]);
});

test("it is told at the first edge that was selected", async () => {
  const told = await say("BP403", tree, { selection: new Set(["platform/c"]) });
  expect(told[0]).toMatch(/^platform\/c\/blueprint.yaml:13:7 /u);
});

test("a tree without cycles", async () => {
  expect(
    await say("BP403", {
      ...unit("a", needing("b", "c")),
      ...unit("b", needing("c")),
      ...unit("c"),
    }),
  ).toEqual([]);
});
