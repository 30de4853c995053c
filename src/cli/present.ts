import type { Report } from "../model/report.ts";
import type { RuleInfo } from "../model/rule-info.ts";
import type { Presentation } from "../report/index.ts";
import type { Outcome } from "./outcome.ts";
import { repositoryPrefix } from "./repository.ts";
import { toolOf } from "./tool.ts";

export interface PresentOptions {
  /** The program's. */
  readonly version: string;
  /** Absolute path of the workspace root. */
  readonly root: string;
}

/** An outcome as the formats take it. */
export async function present(
  { report, blocks, checks = [] }: Outcome,
  { version, root }: PresentOptions,
): Promise<Presentation> {
  const named = new Set(report.findings.map(({ ruleId }) => ruleId));
  return {
    report,
    blocks,
    checks,
    rules: await rulesFor(report, named),
    tool: toolOf(version),
    prefix: repositoryPrefix(root),
  };
}

/** Lint held every rule; elsewhere only those count that found something. The rules load only where they are told. */
async function rulesFor(
  { command, error }: Report,
  named: ReadonlySet<string>,
): Promise<readonly RuleInfo[]> {
  const all = command === "lint" && error === undefined;
  if (!all && named.size === 0) return [];
  const { ruleInfos } = await import("../app/rule-infos.ts");
  return ruleInfos().filter(({ id }) => all || named.has(id));
}
