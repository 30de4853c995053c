import { expect, test } from "vitest";

import type { BaselineEntry } from "../../../src/model/suppression.ts";
import { blueprintText, lintFiles, say, unit } from "../support.ts";

const blueprint = blueprintText("a", "").replace("  visibility: listed\n", "");
const broken = unit("a", { blueprint });

/** The baseline of a tree. */
async function baselineOf(files: Record<string, string>): Promise<readonly BaselineEntry[]> {
  const { findings } = await lintFiles(files);
  const unset = findings.filter(({ ruleId }) => ruleId === "BP107");
  return unset.map((finding, index) => ({
    ...finding,
    at: { file: "base.json", line: index + 4, column: 5, endLine: index + 4, endColumn: 9 },
  }));
}

test("what stands in the baseline is let pass, and no entry is stale", async () => {
  const { findings, known } = await lintFiles(broken, { baseline: await baselineOf(broken) });
  const told = findings.filter(({ ruleId }) => ["BP004", "BP107"].includes(ruleId));
  expect([told, known]).toEqual([[], 1]);
});

test("an entry for what was repaired is told at the entry", async () => {
  expect(await say("BP004", unit("a"), { baseline: await baselineOf(broken) })).toEqual([
    "base.json:4:5 BP107 in platform/a/blueprint.yaml is repaired: spec.visibility is not set",
  ]);
});

test("what is not selected is not called stale", async () => {
  const files = { ...unit("a"), ...unit("b") };
  const baseline = await baselineOf(broken);
  const selection = new Set(["platform/b"]);
  expect(await say("BP004", files, { baseline, selection })).toEqual([]);
});

test("a finding beyond those in the baseline is told", async () => {
  const more = { ...broken, ...unit("b", { blueprint: blueprint.replace("bp-a", "bp-b") }) };
  expect(await say("BP107", more, { baseline: await baselineOf(broken) })).toEqual([
    "platform/b/blueprint.yaml:5:1 spec.visibility is not set",
  ]);
});
