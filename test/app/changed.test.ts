import { expect, test } from "vitest";

import { introduced } from "../../src/app/changed.ts";
import { finding, sortFindings } from "../../src/model/finding.ts";
import type { Finding } from "../../src/model/finding.ts";
import { startOf } from "../../src/model/location.ts";

function at(line: number, message: string): Finding {
  const place = { ...startOf("a.yaml"), line, endLine: line };
  return finding({ ruleId: "BP120", severity: "warning", message, at: place });
}

test("what was there before is left out, wherever it stands now", () => {
  const before = sortFindings([at(1, "x"), at(2, "y")]);
  const now = sortFindings([at(5, "x"), at(6, "y"), at(7, "z")]);
  expect(introduced(now, before).map(({ line }) => line)).toEqual([7]);
  expect(introduced(before, now)).toEqual([]);
});

test("of equal ones as many are new as were added", () => {
  const before = sortFindings([at(1, "x"), at(2, "x")]);
  const now = sortFindings([at(1, "x"), at(2, "x"), at(3, "x"), at(4, "x")]);
  expect(introduced(now, before)).toHaveLength(2);
});
