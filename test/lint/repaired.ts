import { expect } from "vitest";

import { compatible } from "../../src/app/fix/choose.ts";
import type { LintOptions } from "../../src/lint/index.ts";
import { splice } from "../../src/yaml/index.ts";
import type { Files } from "./support.ts";
import { lintFiles } from "./support.ts";

type Options = Omit<LintOptions, "crd">;

/**
 * The texts that a rule's fixes change, each once. Asserts that the rule offers no fix any more, and that the rules
 * find nothing that was not there before.
 */
export async function repaired(
  ruleId: string,
  files: Files,
  options: Options = {},
): Promise<Files> {
  const before = await lintFiles(files, options);
  const chosen = compatible(before.findings.filter((finding) => finding.ruleId === ruleId));
  const changes = Map.groupBy(
    chosen.flatMap(({ fix }) => fix?.changes ?? []),
    ({ file }) => file,
  );
  const after: Record<string, string> = {};
  for (const [file, edits] of changes) {
    for (const { line, column, start } of edits)
      expect([line, column]).toEqual(place(files[file] ?? "", start));
    after[file] = splice(files[file] ?? "", edits);
  }
  const { findings } = await lintFiles({ ...files, ...after }, options);
  expect(findings.filter((one) => one.ruleId === ruleId && one.fixable)).toEqual([]);
  expect(findings.length).toBeLessThanOrEqual(before.findings.length);
  return after;
}

function place(text: string, offset: number): readonly [number, number] {
  const lines = text
    .replace(/^\uFEFF/u, "")
    .slice(0, text.startsWith("\uFEFF") ? offset - 1 : offset)
    .split("\n");
  return [lines.length, (lines.at(-1)?.length ?? 0) + 1];
}
