import { basename } from "node:path/posix";

import { ruleIds } from "../lint/index.ts";
import type { LintOptions } from "../lint/index.ts";
import { BpError } from "../model/error.ts";
import { nearest } from "../model/nearest.ts";
import type { Workspace } from "../model/workspace.ts";
import { compileCrd } from "../schema/index.ts";
import type { Config } from "./config.ts";
import { crdValue } from "./schema.ts";
import type { CrdText } from "./schema.ts";

/** What the rules take from the workspace and its configuration. */
export type RulesInput = Pick<
  LintOptions,
  "crd" | "kit" | "nameExceptions" | "perOrg" | "severities" | "suppress"
>;

/**
 * What the rules hold a workspace against: its own Blueprint CRD where it carries one, else the embedded one; and how
 * the configuration wants them held.
 * @throws BpError CONFIG where it speaks of a rule that there is not
 */
export function rulesInput(workspace: Workspace, config: Config, embeddedCrd: CrdText): RulesInput {
  const { profile, rules, suppress } = config.lint;
  assertRules(rules.keys());
  return {
    crd: compileCrd(crdValue(workspace, embeddedCrd)),
    nameExceptions: config.nameExceptions,
    perOrg: new Set(config.perOrg),
    kit: config.kit,
    severities: { profile, rules },
    // The configuration lies in the workspace root, wherever the program runs.
    suppress: suppress.map((row) => ({ ...row, at: { ...row.at, file: basename(row.at.file) } })),
  };
}

function assertRules(ids: Iterable<string>): void {
  for (const id of ids) {
    if (ruleIds.has(id)) continue;
    const near = nearest(id, ruleIds);
    throw new BpError("CONFIG", `lint.rules names ${id}, which is no rule`, {
      hint: near === undefined ? "`bp explain` lists the rules" : `did you mean ${near}?`,
    });
  }
}
