import { pointerTo } from "../model/pointer.ts";
import type { Structural } from "../model/structural.ts";
import { fieldsOf, metadataFields } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { isObject, objectOf } from "./json.ts";
import { fieldSchema } from "./walk.ts";

export interface Pruned {
  readonly value: unknown;
  /** JSON pointers of what was dropped, in document order. */
  readonly dropped: readonly string[];
}

/** The value without the fields that the API server would drop on storing it ("Field pruning"). */
export function prune(schema: Structural, value: unknown): Pruned {
  const dropped: string[] = [];
  return { value: pruneResource(schema, value, "", dropped), dropped };
}

function pruneResource(
  schema: Structural,
  value: unknown,
  pointer: string,
  dropped: string[],
): unknown {
  if (!isObject(value)) return value;
  const { metadata, ...rest } = value;
  const at = pointerTo(pointer, "metadata");
  const kept = keep(metadataFields, metadata, at, dropped);
  const pruned = pruneObject(schema, fieldsOf(schema, true), rest, { pointer, dropped });
  return objectOf([
    ...Object.entries(pruned),
    ...(metadata === undefined ? [] : [["metadata", kept] as const]),
  ]);
}

function pruneValue(
  schema: Structural,
  value: unknown,
  pointer: string,
  dropped: string[],
): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return value;
    return value.map((item, at) => pruneValue(items, item, pointerTo(pointer, at), dropped));
  }
  if (!isObject(value)) return value;
  if (schema.embeddedResource) return pruneResource(schema, value, pointer, dropped);
  return pruneObject(schema, fieldsOf(schema, false), value, { pointer, dropped });
}

interface Way {
  readonly pointer: string;
  readonly dropped: string[];
}

function pruneObject(
  schema: Structural,
  fields: Fields,
  value: Readonly<Record<string, unknown>>,
  { pointer, dropped }: Way,
): Record<string, unknown> {
  const result = objectOf([]);
  for (const [name, item] of Object.entries(value)) {
    const at = pointerTo(pointer, name);
    const field = fieldSchema(schema, name);
    if (field !== undefined) result[name] = pruneValue(field, item, at, dropped);
    else if (fields.names.has(name) || fields.open || fields.kept) result[name] = item;
    else dropped.push(at);
  }
  return result;
}

function keep(fields: Fields, value: unknown, pointer: string, dropped: string[]): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  for (const [name] of entries) if (!fields.names.has(name)) dropped.push(pointerTo(pointer, name));
  return objectOf(entries.filter(([name]) => fields.names.has(name)));
}
