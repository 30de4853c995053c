import { expect, test } from "vitest";

import { finding } from "../../src/model/finding.ts";
import { startOf } from "../../src/model/location.ts";
import { json, ndjson } from "../../src/report/index.ts";

const one = finding({
  ruleId: "BP101",
  severity: "error",
  message: "line one\nline two",
  at: startOf("a.yaml"),
});
const report = {
  schemaVersion: 1,
  command: "lint",
  ok: false,
  exitCode: 1,
  findings: [one, one],
  summary: { errors: 2 },
} as const;

test("json is the whole report", () => {
  expect(JSON.parse(json(report))).toEqual(report);
  expect(json(report)).toMatch(/^\{\n {2}"schemaVersion": 1,[^]*\}\n$/u);
});

test("ndjson has a line for each finding and one for the rest", () => {
  const lines = ndjson(report).split("\n");
  expect(lines.pop()).toBe("");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { type: "finding", ...one },
    { type: "finding", ...one },
    {
      type: "report",
      schemaVersion: 1,
      command: "lint",
      ok: false,
      exitCode: 1,
      summary: { errors: 2 },
    },
  ]);
});
