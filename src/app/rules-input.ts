import type { LintOptions } from "../lint/index.ts";
import type { Workspace } from "../model/workspace.ts";
import { compileCrd } from "../schema/index.ts";
import { parseYaml, toValue } from "../yaml/index.ts";
import type { Config } from "./config.ts";

/** What the rules hold a workspace against: its own Blueprint CRD where it carries one, else the embedded one. */
export function rulesInput(
  workspace: Workspace,
  config: Config,
  embeddedCrd: { readonly text: string; readonly file: string },
): Pick<LintOptions, "crd" | "nameExceptions"> {
  const value =
    workspace.crd?.value ??
    toValue(parseYaml(embeddedCrd.text, embeddedCrd.file).documents[0]?.root);
  return { crd: compileCrd(value), nameExceptions: config.nameExceptions };
}
