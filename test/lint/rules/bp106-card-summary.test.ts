import { expect, test } from "vitest";

import { blueprintText, say, unit } from "../support.ts";

function card(line: string): Record<string, string> {
  return unit("a", { blueprint: blueprintText("a", "").replace("    summary: A summary\n", line) });
}

test.each(["summary: x", "description: x", "tagline: x"])("%s is a text", async (line) => {
  expect(await say("BP106", card(`    ${line}\n`))).toEqual([]);
});

test.each(["", "    summary: ' '\n", "    summary:\n"])("%j is none", async (line) => {
  expect(await say("BP106", card(line))).toEqual([
    "platform/a/blueprint.yaml:7:3 the card has no summary, description, tagline",
  ]);
});

test("a card that is missing is the schema's to tell", async () => {
  const blueprint = "apiVersion: catalyst.openova.io/v1\nkind: Blueprint\nspec: {version: 1.0.0}\n";
  expect(await say("BP106", unit("a", { blueprint }))).toEqual([]);
});
