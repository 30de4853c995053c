import { compileRules } from "../cel/index.ts";
import type { CompiledRule } from "../cel/index.ts";
import type { Structural } from "../model/structural.ts";
import type { CompiledCrd, CrdVersion } from "../schema/index.ts";

export type CelRules = (version: CrdVersion, schema: Structural) => readonly CompiledRule[];

/** Compiles the CEL rules of each schema once, when they are first asked for. */
export function celRules(): CelRules {
  const compiled = new Map<Structural, readonly CompiledRule[]>();
  return (version, schema) => {
    const isResource = schema === version.schema || schema.embeddedResource;
    const rules = compiled.get(schema) ?? compileRules(schema, isResource);
    compiled.set(schema, rules);
    return rules;
  };
}

/** A rule of a CRD and what an API server says of it. */
export interface CheckedRule {
  readonly compiled: CompiledRule;
  /** JSON pointer into the CRD. */
  readonly pointer: string;
  readonly fault: string;
}

/** Why an API server would refuse the CEL rules of a CRD; versions that share a schema tell theirs once. */
export function* celFaults(crd: CompiledCrd, rulesOf: CelRules): Iterable<CheckedRule> {
  const seen = new Set<Structural>();
  for (const version of crd.versions.values()) {
    const uncorrelated = new Set(withinLists(version.schema, false));
    for (const schema of version.ruled) {
      if (seen.has(schema)) continue;
      seen.add(schema);
      for (const compiled of rulesOf(version, schema))
        yield* faultsOf(compiled, uncorrelated.has(schema));
    }
  }
}

function* faultsOf(compiled: CompiledRule, isUncorrelated: boolean): Iterable<CheckedRule> {
  const { rule, faults, usesOldSelf } = compiled;
  for (const { field, message } of faults)
    yield { compiled, pointer: `${rule.pointer}/${field}`, fault: message };
  if (usesOldSelf && isUncorrelated)
    yield {
      compiled,
      pointer: `${rule.pointer}/rule`,
      fault: "oldSelf cannot be used within a list whose items have no keys to be known by",
    };
}

/** The schemas whose values an API server cannot find again in the object before the change. */
function* withinLists(schema: Structural, isWithin: boolean): Iterable<Structural> {
  if (isWithin) yield schema;
  for (const property of schema.properties.values()) yield* withinLists(property, isWithin);
  const { items, listType, additionalProperties } = schema;
  if (items !== undefined) yield* withinLists(items, isWithin || listType !== "map");
  if (typeof additionalProperties === "object") yield* withinLists(additionalProperties, isWithin);
}
