import { expect, test } from "vitest";

import { blueprintText, say, unit } from "../support.ts";

test("a visibility is set", async () => {
  expect(await say("BP107", unit("a"))).toEqual([]);
});

test("none is set", async () => {
  const blueprint = blueprintText("a", "").replace("  visibility: listed\n", "");
  expect(await say("BP107", unit("a", { blueprint }))).toEqual([
    "platform/a/blueprint.yaml:5:1 spec.visibility is not set",
  ]);
});

test("one of another word is another rule's to tell", async () => {
  const blueprint = blueprintText("a", "").replace("listed", "public");
  expect(await say("BP107", unit("a", { blueprint }))).toEqual([]);
  expect(await say("BP116", unit("a", { blueprint }))).toHaveLength(1);
});
