import { Environment } from "@marcbachmann/cel-js";

import { parsePattern } from "../model/pattern.ts";

/** The name under which `matches` is called, since the library's own backtracks. */
export const linearMatches = "matchesInLinearTime";

/** An environment that knows what a rule of a CRD may use, and no variable yet. */
export function ruleEnvironment(): Environment {
  return new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
  })
    .registerFunction(`string.${linearMatches}(string): bool`, matches)
    .registerFunction(`${linearMatches}(string, string): bool`, matches);
}

function matches(text: string, source: string): boolean {
  const pattern = parsePattern(source);
  if (pattern === undefined) throw new Error(`${source} is not an RE2 expression`);
  return pattern.test(text);
}
