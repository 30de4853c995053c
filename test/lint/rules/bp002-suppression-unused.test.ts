import { expect, test } from "vitest";

import type { Severities } from "../../../src/lint/index.ts";
import { blueprintText, lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

function withComment(comment: string, blueprint = blueprintText("a", "")): Record<string, string> {
  return unit("a", { blueprint: blueprint.replace("spec:", `spec: ${comment}`) });
}

const unset = blueprintText("a", "").replace("  visibility: listed\n", "");

test("a suppression that silences a finding is in order", async () => {
  expect(await say("BP002", withComment("# bp-ignore BP107: why", unset))).toEqual([]);
});

test("one that silences nothing is told at the comment", async () => {
  expect(await say("BP002", withComment("# bp-ignore BP107: why"))).toEqual([
    `${file}:5:7 the suppression of BP107 silences nothing`,
  ]);
});

test("of several rules only those that are silent are told", async () => {
  expect(await say("BP002", withComment("# bp-ignore BP107, BP201: why", unset))).toEqual([
    `${file}:5:7 the suppression of BP201 silences nothing`,
  ]);
});

test("a rule that is off, or that could not look, proves nothing", async () => {
  const severities: Severities = { profile: "recommended", rules: new Map([["BP107", "off"]]) };
  expect(await say("BP002", withComment("# bp-ignore BP107: why"), { severities })).toEqual([]);
  const chart = `apiVersion: v2
name: bp-a # bp-ignore BP204: vendored by the pipeline
version: 1.0.0
dependencies: [{ name: x, version: 1.0.0, repository: "https://charts.example" }]
`;
  expect(await say("BP002", unit("a", { chart }))).toEqual([]);
});

const at = { file: "bp.config.yaml", line: 4, column: 7, endLine: 4, endColumn: 9 };
const row = { at, rule: "BP107", path: "platform/a/**", reason: "why", until: undefined };

test("a row that silences nothing is an error, once the whole tree was looked at", async () => {
  const files = { ...unit("a"), ...unit("b") };
  const { findings } = await lintFiles(files, { suppress: [row] });
  const told = findings.filter(({ ruleId }) => ruleId === "BP002");
  expect(told.map(({ ruleId, severity, message }) => [ruleId, severity, message])).toEqual([
    ["BP002", "error", "the suppression of BP107 in platform/a/** silences nothing"],
  ]);
  const selection = new Set(["platform/b"]);
  expect(await say("BP002", files, { suppress: [row], selection })).toEqual([]);
});

test("a row that silences, and one that has ended, are not told", async () => {
  expect(await say("BP002", unit("a", { blueprint: unset }), { suppress: [row] })).toEqual([]);
  const ended = { ...row, until: "2026-01-31" };
  expect(await say("BP002", unit("a"), { suppress: [ended], today: "2026-02-01" })).toEqual([]);
});
