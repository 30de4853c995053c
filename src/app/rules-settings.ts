import { basename } from "node:path/posix";

import type { HoldOptions } from "../lint/index.ts";
import type { Config } from "./config.ts";

/** What the rules take from the configuration. */
export type RulesSettings = Pick<
  HoldOptions,
  | "kit"
  | "nameExceptions"
  | "perOrg"
  | "providers"
  | "flux"
  | "oldestHelm"
  | "severities"
  | "suppress"
>;

/** How the configuration wants the rules held, as far as it speaks of rules that there are. */
export function rulesSettings(config: Config): RulesSettings {
  const { profile, rules, suppress } = config.lint;
  const { flux, helm } = config.targets;
  return {
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
