import type { Workspace } from "../model/workspace.ts";
import { compileCrd } from "../schema/index.ts";
import type { Config } from "./config.ts";
import type { RulesInput } from "./rules-held.ts";
import { rulesHeld } from "./rules-held.ts";
import { crdValue } from "./schema.ts";
import type { CrdText } from "./schema.ts";

/**
 * What the rules hold a workspace against: its own Blueprint CRD where it carries one, else the embedded one; and how
 * the configuration wants them held.
 * @throws BpError CONFIG where it speaks of a rule that there is not
 */
export function rulesInput(workspace: Workspace, config: Config, embeddedCrd: CrdText): RulesInput {
  return rulesHeld(compileCrd(crdValue(workspace, embeddedCrd)), config);
}
