import { pointerTo } from "../model/pointer.ts";
import type { Structural } from "../model/structural.ts";
import { isObject } from "./json.ts";

/** A value below another one, with the schema that holds for it. */
export interface Child {
  readonly schema: Structural;
  readonly value: unknown;
  readonly pointer: string;
}

/** The schema of a field: declared, or that of every value of a map. */
export function fieldSchema(schema: Structural, name: string): Structural | undefined {
  const declared = schema.properties.get(name);
  if (declared !== undefined) return declared;
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
}

/** The direct children of a value that the schema speaks of. */
export function* eachChild(schema: Structural, value: unknown, pointer: string): Iterable<Child> {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return;
    for (const [at, item] of value.entries())
      yield { schema: items, value: item, pointer: pointerTo(pointer, at) };
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      const field = fieldSchema(schema, name);
      if (field !== undefined)
        yield { schema: field, value: item, pointer: pointerTo(pointer, name) };
    }
  }
}
