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

/** Every CEL rule of a CRD; versions that share a schema tell theirs once, by the first of them. */
export function* allCelRules(crd: CompiledCrd, rulesOf: CelRules): Iterable<CompiledRule> {
  const seen = new Set<string>();
  for (const version of crd.versions.values()) {
    for (const compiled of version.ruled.flatMap((schema) => rulesOf(version, schema))) {
      const { pointer, rule } = compiled.rule;
      const key = `${pointer.replace(/^\/spec\/versions\/\d+/u, "")} ${rule}`;
      if (!seen.has(key)) yield compiled;
      seen.add(key);
    }
  }
}
