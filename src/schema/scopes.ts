import type { Structural } from "../model/structural.ts";
import { children } from "./judge.ts";
import { eachChild } from "./walk.ts";

/** A value in a manifest for which its schema has CEL rules. */
export interface Scope {
  readonly schema: Structural;
  readonly value: unknown;
  readonly pointer: string;
}

/** Every place of a value at which `x-kubernetes-validations` must hold; a null is not looked at. */
export function* scopesOf(schema: Structural, value: unknown, pointer: string): Iterable<Scope> {
  if (value === null || value === undefined) return;
  if (schema.rules.length > 0) yield { schema, value, pointer };
  for (const child of eachChild(schema, value, pointer))
    yield* scopesOf(child.schema, child.value, child.pointer);
}

/** Every schema that has CEL rules. */
export function* schemasWithRules(schema: Structural): Iterable<Structural> {
  if (schema.rules.length > 0) yield schema;
  for (const child of children(schema)) yield* schemasWithRules(child);
}
