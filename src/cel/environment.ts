import { Environment } from "@marcbachmann/cel-js";

import { parsePattern } from "../model/pattern.ts";
import { presence } from "./presence.ts";
import type { Call } from "./syntax.ts";

/** The names under which functions of ours are called, where the library's own do not do as Kubernetes does. */
const substitutes: ReadonlyMap<string, string> = new Map([
  ["has", "hasField"],
  ["matches", "matchesInLinearTime"],
]);

/** An environment that knows what a rule of a CRD may use, and no variable yet. */
export function ruleEnvironment(): Environment {
  return new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
  })
    .registerFunction("string.matchesInLinearTime(string): bool", matches)
    .registerFunction("matchesInLinearTime(string, string): bool", matches)
    .registerFunction("hasField(ast): bool", presence);
}

/** The expression with our functions in the place of the library's. */
export function substituted(source: string, calls: readonly Call[]): string {
  const places = calls.flatMap(({ name, from }) => {
    const own = substitutes.get(name);
    return own === undefined ? [] : [{ name, own, at: source.indexOf(name, from) }];
  });
  return places
    .toSorted((a, b) => b.at - a.at)
    .reduce(
      (text, { name, own, at }) => text.slice(0, at) + own + text.slice(at + name.length),
      source,
    );
}

/** A message of the library with the names that the rule uses. */
export function asWritten(message: string): string {
  return [...substitutes].reduce((text, [name, own]) => text.replaceAll(own, name), message);
}

function matches(text: string, source: string): boolean {
  const pattern = parsePattern(source);
  if (pattern === undefined) throw new Error(`${source} is not an RE2 expression`);
  return pattern.test(text);
}
