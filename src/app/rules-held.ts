import { ruleIds } from "../lint/index.ts";
import type { LintOptions } from "../lint/index.ts";
import { BpError } from "../model/error.ts";
import { nearest } from "../model/nearest.ts";
import { embeddedCrd } from "../schema/index.ts";
import type { CompiledCrd } from "../schema/index.ts";
import type { Config } from "./config.ts";
import { rulesSettings } from "./rules-settings.ts";
import type { RulesSettings } from "./rules-settings.ts";

/** What the rules take from the workspace and its configuration. */
export interface RulesInput extends RulesSettings, Pick<LintOptions, "crd"> {}

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
  assertRules(config.lint.rules.keys());
  return { crd, ...rulesSettings(config) };
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
