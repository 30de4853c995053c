import { expect, test } from "vitest";

import { blueprintText, lintFiles, say, unit } from "../support.ts";

const blueprint = blueprintText("a", "").replace("  visibility: listed\n", "");
const at = { file: "bp.config.yaml", line: 4, column: 7, endLine: 4, endColumn: 9 };
const row = { at, rule: "BP107", path: "platform/a/**", reason: "why", until: "2026-01-31" };

async function on(today: string): Promise<{ told: readonly unknown[]; suppressed: number }> {
  const files = unit("a", { blueprint });
  const { findings, suppressed } = await lintFiles(files, { suppress: [row], today });
  const told = findings
    .filter(({ ruleId }) => ["BP003", "BP107"].includes(ruleId))
    .map(({ ruleId, file, line, message }) => [ruleId, file, line, message]);
  return { told, suppressed };
}

test.each(["2026-01-30", "2026-01-31"])("on %s it still holds", async (today) => {
  const { told, suppressed } = await on(today);
  expect([told, suppressed]).toEqual([[], 1]);
});

test("on the day after it silences nothing, and is told", async () => {
  const { told, suppressed } = await on("2026-02-01");
  expect(suppressed).toBe(0);
  expect(told).toEqual([
    ["BP003", "bp.config.yaml", 4, "the suppression of BP107 in platform/a/** ended on 2026-01-31"],
    ["BP107", "platform/a/blueprint.yaml", 5, "spec.visibility is not set"],
  ]);
});

test("one without an end never ends", async () => {
  const suppress = [{ ...row, until: undefined }];
  expect(await say("BP003", unit("a", { blueprint }), { suppress, today: "2099-01-01" })).toEqual(
    [],
  );
});
