import { basename } from "node:path/posix";

import { ruleIds } from "../lint/index.ts";
import type { LintOptions } from "../lint/index.ts";
import { BpError } from "../model/error.ts";
import { nearest } from "../model/nearest.ts";
import { embeddedCrd } from "../schema/index.ts";
import type { CompiledCrd } from "../schema/index.ts";
import type { Config } from "./config.ts";

/** What the rules take from the workspace and its configuration. */
export type RulesInput = Pick<
  LintOptions,
  | "crd"
  | "kit"
  | "nameExceptions"
  | "perOrg"
  | "providers"
  | "flux"
  | "oldestHelm"
  | "severities"
  | "suppress"
>;

/** The embedded CRD as the build compiled it; undefined where nothing was built. @throws BpError CONFIG as rulesHeld */
export function builtRules(config: Config): RulesInput | undefined {
  const crd = embeddedCrd();
  return crd === undefined ? undefined : rulesHeld(crd, config);
}

/**
 * How the configuration wants the rules held against a CRD.
 * @throws BpError CONFIG where it speaks of a rule that there is not
 */
export function rulesHeld(crd: CompiledCrd, config: Config): RulesInput {
  const { profile, rules, suppress } = config.lint;
  const { flux, helm } = config.targets;
  assertRules(rules.keys());
  return {
    crd,
    nameExceptions: config.nameExceptions,
    perOrg: new Set(config.perOrg),
    kit: config.kit,
    providers: config.providers,
    ...(flux === undefined ? {} : { flux }),
    ...(helm === undefined ? {} : { oldestHelm: helm }),
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
