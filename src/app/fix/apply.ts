import type { TextChange } from "../../model/change.ts";
import type { Finding } from "../../model/finding.ts";
import type { DraftTree } from "../../workspace/index.ts";
import { fileLimit } from "../../workspace/index.ts";
import { decodeText, parseYaml, splice } from "../../yaml/index.ts";

/**
 * Makes the repairs of these findings in the draft. Gives those that would have made a file unreadable: they are left
 * out, and the file has the others.
 */
export async function apply(
  findings: readonly Finding[],
  draft: DraftTree,
): Promise<ReadonlySet<Finding>> {
  const refused = new Set<Finding>();
  for (const [file, group] of Map.groupBy(findings, (finding) => fileOf(finding))) {
    const before = await textOf(file, draft);
    const kept = before === undefined ? [] : harmless(before, file, group);
    for (const finding of group) if (!kept.includes(finding)) refused.add(finding);
    if (before === undefined || kept.length === 0) continue;
    const after = splice(before, kept.flatMap(changesOf));
    await draft.write(file, new TextEncoder().encode(after), fileLimit);
  }
  return refused;
}

/** A file that is not there is empty: the repair makes it. */
async function textOf(file: string, draft: DraftTree): Promise<string | undefined> {
  const stat = await draft.stat(file);
  return stat === undefined ? "" : decodeText(await draft.read(file, fileLimit));
}

/** A repair changes the file that its finding stands in, and no other. */
function fileOf({ fix, file }: Finding): string {
  return fix?.changes[0]?.file ?? file;
}

function changesOf({ fix }: Finding): readonly TextChange[] {
  return fix?.changes ?? [];
}

/** Those that change something and leave the file readable, each by itself and all together. */
function harmless(before: string, file: string, findings: readonly Finding[]): readonly Finding[] {
  const readable = !isBroken(before, file);
  const isSafe = (chosen: readonly Finding[]): boolean => {
    const after = splice(before, chosen.flatMap(changesOf));
    return after !== before && !(readable && isBroken(after, file));
  };
  if (isSafe(findings)) return findings;
  const single = findings.filter((finding) => isSafe([finding]));
  return isSafe(single) ? single : [];
}

/** YAML that cannot be read; a template is none. */
function isBroken(text: string, file: string): boolean {
  if (!/\.ya?ml$/u.test(file)) return false;
  return parseYaml(text, file).findings.some(({ ruleId }) => ruleId === "YAML");
}
