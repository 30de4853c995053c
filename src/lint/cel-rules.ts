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

/** Every CEL rule of a CRD; versions that share a schema tell theirs once. */
export function* allCelRules(crd: CompiledCrd, rulesOf: CelRules): Iterable<CompiledRule> {
  const seen = new Set<Structural>();
  for (const version of crd.versions.values()) {
    for (const schema of version.ruled) {
      if (!seen.has(schema)) yield* rulesOf(version, schema);
      seen.add(schema);
    }
  }
}
