import * as fc from "fast-check";

import type { Check } from "../../src/model/check.ts";
import type { Finding } from "../../src/model/finding.ts";
import { finding, sortFindings } from "../../src/model/finding.ts";
import type { Report } from "../../src/model/report.ts";
import type { RuleInfo } from "../../src/model/rule-info.ts";
import type { Block } from "../../src/report/block.ts";
import type { Presentation } from "../../src/report/presentation.ts";

export const rules: readonly RuleInfo[] = [
  {
    id: "BP105",
    name: "version",
    severity: "error",
    summary: "The version is strict SemVer.",
    why: "A tag cannot hold a plus sign.",
    remedy: "Write x.y.z.",
  },
  {
    id: "BP107",
    name: "visibility",
    severity: "warning",
    summary: "The visibility is written.",
    why: "Two defaults differ.",
    remedy: "Write it.",
  },
];

const blueprint = "platform/a/blueprint.yaml";
const version = {
  file: blueprint,
  start: 61,
  end: 64,
  line: 6,
  column: 12,
  endLine: 6,
  endColumn: 15,
  text: '"1.0.0"',
};

/** One of each severity, a fix, a place that spans lines, a rule that nobody knows, a name that needs escapes. */
export const findings: readonly Finding[] = sortFindings([
  finding({
    ruleId: "BP105",
    severity: "error",
    message: "1.0 is no version",
    at: { file: blueprint, line: 6, column: 12, endLine: 6, endColumn: 15 },
    pointer: "/spec/version",
    blueprint: "bp-a",
    help: "Write x.y.z.",
    fix: { description: "write 1.0.0", changes: [version] },
  }),
  finding({
    ruleId: "BP107",
    severity: "warning",
    message: "the visibility is missing",
    at: { file: blueprint, line: 5, column: 1, endLine: 9, endColumn: 1 },
    pointer: "/spec",
    help: "write it:\n  visibility: listed",
  }),
  finding({
    ruleId: "X1",
    severity: "info",
    message: "100% {{ .Values.a }} [0] | <b> & *c*",
    at: { file: "products/ü b/a,b:c.yaml", line: 1, column: 1, endLine: 1, endColumn: 1 },
  }),
]);

export const blocks: readonly Block[] = [
  {
    kind: "table",
    head: ["name", "size"],
    rows: [
      [
        { text: "bp-a", tone: "strong" },
        { text: "1.2 kB", align: "right" },
      ],
      ["a|b", { text: "", align: "right" }],
    ],
  },
  { kind: "findings", findings },
  { kind: "line", text: "not run:\n  BP405: no helm" },
  { kind: "line", text: "1 blueprint: 1 error", tone: "bad" },
  { kind: "raw", text: "graph LR\n  a --> b\n", language: "mermaid" },
];

export const checks: readonly Check[] = [
  { group: "verify", name: "digest", state: "passed", detail: "sha256:0" },
  { group: "verify", name: "signature", state: "failed", detail: "none", help: "sign it" },
  { group: "lint", name: "BP107", state: "skipped", detail: "no helm" },
];

export function report(over: Partial<Report> = {}): Report {
  return { schemaVersion: 1, command: "lint", ok: false, exitCode: 1, findings, ...over };
}

export function presentation(over: Partial<Presentation> = {}): Presentation {
  return {
    report: report(),
    blocks,
    checks,
    rules,
    tool: { name: "bp", version: "1.2.3", home: "https://example.org/bp" },
    prefix: "",
    ...over,
  };
}

/** A run that failed before it had anything to tell. */
export const failed: Presentation = presentation({
  report: report({
    exitCode: 2,
    findings: [],
    error: { code: "USAGE", message: "nothing is called x", hint: "try `bp list`" },
  }),
  blocks: [],
  checks: [],
  rules: [],
});

/** A run with nothing to tell. */
export const empty: Presentation = presentation({
  report: report({ command: "list", ok: true, exitCode: 0, findings: [] }),
  blocks: [],
  checks: [],
  rules: [],
});

const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        "\n::error::x",
        "::",
        "%0A",
        "]]>",
        "<!--",
        "&amp;",
        "](javascript:1)",
        "[a](1)",
        "{0}",
        "```",
        "|",
        "\r",
        "\n",
        "\u0000",
        "\u001b[31m",
        "\ud800",
        "\ufffe",
        "a",
        ",",
        "..",
        "\\",
        "</td>",
        "# ",
        "- ",
        "===",
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join("")),
);

const severity = fc.constantFrom("error", "warning", "info");
const number = fc.integer({ min: 1, max: 1e6 });

const hostileFinding: fc.Arbitrary<Finding> = fc
  .record({
    ruleId: hostile.map((text) => `R${text}`),
    severity,
    message: hostile,
    file: hostile,
    line: number,
    column: number,
    more: fc.nat({ max: 3 }),
    pointer: hostile,
    blueprint: hostile,
    help: fc.option(hostile, { nil: undefined }),
    text: hostile,
  })
  .map(({ line, column, more, help, text, file, ...rest }) => {
    const at = { file, line, column, endLine: line + more, endColumn: column + more };
    const fix = { description: text, changes: [{ ...at, start: 0, end: 0, text }] };
    return finding({ ...rest, at, fix, ...(help === undefined ? {} : { help }) });
  });

const hostileCheck: fc.Arbitrary<Check> = fc.record({
  group: hostile.map((text) => `g${text}`),
  name: hostile,
  state: fc.constantFrom("passed", "failed", "skipped"),
  detail: hostile,
  help: hostile,
});

/** Reports of files, messages and checks that nobody should have. */
export const hostilePresentation: fc.Arbitrary<Presentation> = fc
  .record({
    found: fc.array(hostileFinding, { maxLength: 4 }),
    judged: fc.array(hostileCheck, { maxLength: 3 }),
    failure: fc.option(fc.record({ code: hostile, message: hostile, hint: hostile }), {
      nil: undefined,
    }),
    text: hostile,
  })
  .map(({ found, judged, failure, text }) => {
    const sorted = sortFindings(found);
    return presentation({
      report: report({ findings: sorted, ...(failure === undefined ? {} : { error: failure }) }),
      checks: judged,
      blocks: [
        { kind: "line", text, tone: "bad" },
        { kind: "raw", text },
        { kind: "table", head: [text, "b"], rows: [[text, { text, tone: "strong" }]] },
        { kind: "findings", findings: sorted },
      ],
    });
  });
