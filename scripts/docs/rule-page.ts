import type { RuleInfo } from "../../src/model/rule-info.ts";

/** A rule's page: what `bp explain` says, with a heading for each part. */
export function rulePage(rule: RuleInfo): string {
  const { id, name, severity, summary, why, remedy, examples, heldBy } = rule;
  const held = heldBy === undefined ? "" : ` · Held by ${heldBy}`;
  return [
    `# ${id} ${name}`,
    `Severity: ${severity} · Fix: ${fixWord(rule)}${held}`,
    summary,
    `## Why\n\n${why}`,
    `## What to do\n\n${[remedy, ...fixSentence(rule)].join(" ")}`,
    ...(examples === undefined
      ? []
      : [`## Example\n\nNot:\n\n${fence(examples.bad)}\n\nBut:\n\n${fence(examples.good)}`]),
    ...(isWaiverRule(rule) ? [] : [suppression(id)]),
    "[All rules](README.md)",
  ]
    .map((part) => `${part}\n`)
    .join("\n");
}

/** The file of a rule's page, below docs/rules. */
export function rulePageFile({ id, name }: Pick<RuleInfo, "id" | "name">): string {
  return `${id.toLowerCase()}-${name}.md`;
}

export function fixWord({ fixes }: RuleInfo): string {
  if (fixes === undefined) return "no";
  return fixes === "all" ? "yes" : "partial";
}

function fixSentence({ fixes }: RuleInfo): readonly string[] {
  if (fixes === undefined) return [];
  const what = fixes === "all" ? "it" : "the cases that leave no choice";
  return [`\`bp lint --fix\` repairs ${what}.`];
}

function suppression(id: string): string {
  return `## Letting one case pass

On the line of the finding, or on the line above:

${fence(`# bp-ignore ${id}: the reason`)}

For whole folders, with an end, in \`bp.config.yaml\`:

${fence(`lint:\n  suppress:\n    - { rule: ${id}, path: "platform/x/**", reason: the reason, until: 2027-01-31 }`)}`;
}

/** The rules about suppressions cannot be suppressed, and suppressions speak of those of `bp lint` alone. */
function isWaiverRule({ id, heldBy }: RuleInfo): boolean {
  return id.startsWith("BP00") || heldBy !== undefined;
}

function fence(text: string): string {
  return `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;
}
