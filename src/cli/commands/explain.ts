import { explain } from "../../app/explain.ts";
import type { RuleInfo } from "../../model/rule-info.ts";
import type { Block } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { count } from "../phrase.ts";

export const run: Run = async (args) => {
  const report = explain(args[0]);
  const [rule] = report.rules;
  const one = args[0] !== undefined && rule !== undefined;
  return { report, blocks: one ? ruleBlocks(rule) : catalogueBlocks(report.rules) };
};

const fixTexts = { all: "yes", some: "some" } as const;

function catalogueBlocks(rules: readonly RuleInfo[]): readonly Block[] {
  return [
    {
      kind: "table",
      head: ["rule", "severity", "fix", "says"],
      rows: rules.map(({ id, severity, fixes, summary }) => [
        { text: id, tone: "strong" as const },
        severity,
        fixes === undefined ? "-" : fixTexts[fixes],
        summary,
      ]),
    },
    {
      kind: "line",
      text: `${count(rules.length, "rule")}; bp explain RULE has the rest`,
      tone: "dim",
    },
  ];
}

function ruleBlocks({ id, name, severity, fixes, ...rule }: RuleInfo): readonly Block[] {
  const { summary, why, remedy, examples, heldBy } = rule;
  return [
    { kind: "line", text: `${id} ${name} (${severity})`, tone: "strong" },
    { kind: "line", text: summary },
    { kind: "line", text: `Why: ${why}` },
    { kind: "line", text: `What to do: ${remedy}` },
    ...(fixes === undefined ? [] : [fixLine(fixes)]),
    ...(examples === undefined
      ? []
      : [
          { kind: "raw" as const, text: block("not:", examples.bad), language: "yaml" },
          { kind: "raw" as const, text: block("but:", examples.good), language: "yaml" },
        ]),
    ...(heldBy === undefined
      ? []
      : [{ kind: "line" as const, text: `Held by ${heldBy}.`, tone: "dim" as const }]),
    ...(id.startsWith("BP") && heldBy === undefined ? suppressionBlocks(id) : []),
  ];
}

function fixLine(fixes: "all" | "some"): Block {
  const what = fixes === "all" ? "it" : "the cases that leave no choice";
  return { kind: "line", text: `bp lint --fix repairs ${what}.` };
}

function suppressionBlocks(id: string): readonly Block[] {
  if (id.startsWith("BP00")) return [];
  const text = [
    "To let one case pass, on its line or the line above:",
    `  # bp-ignore ${id}: the reason`,
    "For whole folders, with an end, in bp.config.yaml:",
    `  lint: { suppress: [{ rule: ${id}, path: 'platform/x/**', reason: the reason, until: 2027-01-31 }] }`,
  ].join("\n");
  return [{ kind: "line", text, tone: "dim" }];
}

function block(title: string, text: string): string {
  return [`# ${title}`, ...text.trimEnd().split("\n")].map((line) => `  ${line}`).join("\n");
}
