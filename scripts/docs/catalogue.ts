import type { RuleInfo } from "../../src/model/rule-info.ts";
import { fixWord, rulePageFile } from "./rule-page.ts";

const groups: readonly (readonly [prefix: string, title: string])[] = [
  ["BP0", "Suppressions and the baseline"],
  ["BP1", "Blueprint manifest"],
  ["BP2", "Chart"],
  ["BP3", "Values, templates and render"],
  ["BP4", "Graph"],
  ["BP5", "Bootstrap kit"],
  ["BP6", "Version and release"],
  ["BP7", "Catalogue and generated files"],
  ["BP8", "OCI artifact and supply chain"],
  ["BP9", "Mirror and air-gap"],
];

const head = "| rule | severity | fix | says |\n|---|---|---|---|";

/** docs/rules/README.md: every rule, by group. */
export function cataloguePage(rules: readonly RuleInfo[]): string {
  const parts = groups.flatMap(([prefix, title]) => {
    const own = rules.filter(({ id }) => id.startsWith(prefix));
    return own.length === 0 ? [] : [`## ${title}\n\n${table(own, "")}`];
  });
  return `# The rules

What \`bp lint\` holds a workspace to, and \`bp mirror\` a mirror. An id is stable for ever. A rule whose input is missing says "not run", with the
reason. \`bp explain RULE\` prints what a page says. Severities are changed in \`bp.config.yaml\`, by rule
(\`lint.rules\`) or by profile (\`lint.profile\`): \`recommended\` as here, \`strict\` where every warning is an error,
\`legacy\` where the shapes of early trees are told as notes.

One case is let pass by a comment \`# bp-ignore BP106: the reason\` on its line or the line above; in a template also as
\`{{/* bp-ignore BP310: the reason */}}\`. Without a reason it silences nothing (BP001); where there is nothing to
silence it is told (BP002). Whole folders are let pass under \`lint.suppress\`, until a day if one is given (BP003). An
old tree begins with \`bp lint --write-baseline FILE\`: what stands there is let pass, and told once it is repaired
(BP004).

${parts.join("\n\n")}
`;
}

/** A table of rules whose pages lie below the folder. */
export function table(rules: readonly RuleInfo[], folder: string): string {
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](${folder}${rulePageFile(rule)}) | ${rule.severity} | ${fixWord(rule)} | ${cell(rule.summary)} |`,
  );
  return [head, ...rows].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", String.raw`\|`).replaceAll("<", "&lt;");
}
