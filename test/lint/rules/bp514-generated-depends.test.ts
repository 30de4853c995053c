import { expect, test } from "vitest";

import { folder, kit, slot } from "../kit.ts";
import type { Files } from "../support.ts";
import { lintFiles, say, unit } from "../support.ts";

const generated = "scripts/blueprint-deps.generated.json";

function files(text: string): Files {
  const slots = kit({ "01-a.yaml": slot("a"), "02-b.yaml": slot("b", ["bp-a"]) });
  return { ...unit("a"), ...slots, [generated]: text };
}

test("what the releases wait for, without the prefix", async () => {
  expect(await say("BP514", files('{"a": [], "b": ["a"]}'))).toEqual([]);
  expect(await say("BP514", files('{"generatedAt": "x", "deps": {"b": ["a"], "a": []}}'))).toEqual(
    [],
  );
});

test("an old entry, a missing one and one too many", async () => {
  expect(await say("BP514", files('{"a": [],\n "b": []}'))).toEqual([
    `${generated}:2:2 b should be b: [a], as in ${folder}`,
  ]);
  expect(await say("BP514", files('{"a": ["c"],\n "c": []}'))).toEqual([
    `${generated}:1:1 b is missing: ${folder} has it`,
    `${generated}:1:2 a should be a: [], as in ${folder}`,
    `${generated}:2:2 ${folder} has no c`,
  ]);
  expect(await say("BP514", files('{"a": [], "b": ["bp-a"]}'))).toHaveLength(1);
});

test("without the file it says so", async () => {
  const { [generated]: _, ...without } = files("");
  expect((await lintFiles(without)).notRun).toContainEqual({
    ruleId: "BP514",
    reason: "there is no blueprint-deps.generated.json",
  });
});
