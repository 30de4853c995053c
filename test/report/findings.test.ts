import { describe, expect, test } from "vitest";

import type { FindingInput } from "../../src/model/finding.ts";
import { finding } from "../../src/model/finding.ts";
import { drawFindings } from "../../src/report/findings.ts";
import { styleOf } from "../../src/report/style.ts";

const plain = styleOf(false);
const at = { file: "a/blueprint.yaml", line: 2, column: 12, endLine: 2, endColumn: 15 };
const input: FindingInput = {
  ruleId: "BP105",
  severity: "error",
  message: "spec.version is no text",
  at,
  help: 'Write it in quotes: "1.0".',
};
const lines = ["spec:", "  version: 1.0", "\tname: x"];
const source = (file: string): readonly string[] | undefined =>
  file === at.file ? lines : undefined;

describe("findings", () => {
  test("stand under their file, with the line, a caret and what to do", () => {
    const other = finding({ ...input, severity: "warning", at: { ...at, file: "b.yaml" } });
    expect(drawFindings([finding(input), other], plain, source)).toBe(
      `a/blueprint.yaml
  2:12  error  spec.version is no text  BP105
    |   version: 1.0
    |            ^^^
    help: Write it in quotes: "1.0".

b.yaml
  2:12  warning  spec.version is no text  BP105
    help: Write it in quotes: "1.0".`,
    );
  });

  test("keep the tabs of the line above the caret", () => {
    const tabbed = { ...at, line: 3, column: 2, endLine: 3, endColumn: 6 };
    expect(drawFindings([finding({ ...input, at: tabbed })], plain, source)).toContain(
      "    | \tname: x\n    | \t^^^^\n",
    );
  });

  test("mark the first line of what spans several, and at least one column", () => {
    const span = drawFindings([finding({ ...input, at: { ...at, endLine: 3 } })], plain, source);
    expect(span).toContain(`    | ${" ".repeat(11)}^^^\n`);
    const empty = drawFindings(
      [finding({ ...input, at: { ...at, endColumn: 12 } })],
      plain,
      source,
    );
    expect(empty).toContain(`    | ${" ".repeat(11)}^\n`);
  });

  test("have no frame where the line is not there or too long to show", () => {
    const beyond = drawFindings([finding({ ...input, at: { ...at, line: 99 } })], plain, source);
    expect(beyond).not.toContain("|");
    const long = drawFindings([finding(input)], plain, () => ["", "x".repeat(201)]);
    expect(long).not.toContain("|");
  });

  test("are nothing where there are none", () => {
    expect(drawFindings([], plain)).toBe("");
  });
});
