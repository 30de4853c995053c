import { expect, test } from "vitest";

import type { Finding, FindingInput } from "../../src/model/finding.ts";
import { finding, sortFindings } from "../../src/model/finding.ts";
import { startOf } from "../../src/model/location.ts";

const at = { file: "a.yaml", line: 3, column: 5, endLine: 3, endColumn: 9 };
const input: FindingInput = { ruleId: "BP001", severity: "error", message: "wrong", at };

test("has its fields in one order, and no empty ones", () => {
  expect(Object.keys(finding(input))).toEqual([
    "ruleId",
    "severity",
    "message",
    "file",
    "line",
    "column",
    "endLine",
    "endColumn",
    "pointer",
    "fixable",
    "fingerprint",
  ]);
  expect(finding({ ...input, blueprint: "bp-a", help: "mend it", fixable: true })).toMatchObject({
    blueprint: "bp-a",
    help: "mend it",
    fixable: true,
    pointer: "",
  });
});

test("keeps its fingerprint when lines move, and no other time", () => {
  const { fingerprint } = finding(input);
  expect(fingerprint).toMatch(/^[0-9a-f]{16}$/u);
  expect(finding({ ...input, at: { ...at, line: 9 } }).fingerprint).toBe(fingerprint);
  const others = [
    { ...input, ruleId: "BP002" },
    { ...input, message: "other" },
    { ...input, pointer: "/spec" },
    { ...input, at: { ...at, file: "b.yaml" } },
  ].map((other) => finding(other).fingerprint);
  expect(new Set([fingerprint, ...others]).size).toBe(5);
});

test("is sorted by file, line, column, rule and message", () => {
  const sorted = [
    "B.yaml:9:1 BP2 y",
    "a.yaml:2:1 BP1 x",
    "a.yaml:2:7 BP1 x",
    "a.yaml:2:7 BP1 y",
    "a.yaml:2:7 BP2 a",
    "a.yaml:10:1 BP1 x",
  ];
  expect(sortFindings(sorted.toReversed().map(read)).map(write)).toEqual(sorted);
});

function read(text: string): Finding {
  const [, file = "", line, column, ruleId = "", message = ""] =
    /^(.+):(\d+):(\d+) (\S+) (.+)$/u.exec(text) ?? [];
  const place = { ...startOf(file), line: Number(line), column: Number(column) };
  return finding({ ruleId, severity: "error", message, at: place });
}

function write({ file, line, column, ruleId, message }: Finding): string {
  return `${file}:${line}:${column} ${ruleId} ${message}`;
}
