import type { Structural } from "../model/structural.ts";
import type { JsonObject } from "./json.ts";
import { isObject, objectOf } from "./json.ts";
import { fieldSchema } from "./walk.ts";

/**
 * A copy as the API server sees it before it validates ("Defaulting and Nullable"): a null where the schema allows none
 * is dropped, then what is absent and has a default gets it. Integers beyond 2^53 become numbers.
 */
export function withDefaults(schema: Structural | undefined, value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map((item) => withDefaults(schema?.items, item));
  if (!isObject(value)) return value;
  const result = withoutNulls(schema, value);
  for (const [name, field] of schema?.properties ?? []) {
    if (result[name] === undefined && field.default !== undefined)
      result[name] = withDefaults(field, field.default.value);
  }
  return result;
}

/** The members, each with its own defaults, but for the nulls that the schema does not allow. */
function withoutNulls(schema: Structural | undefined, value: JsonObject): Record<string, unknown> {
  const result = objectOf([]);
  for (const name of Object.keys(value)) {
    const field = schema === undefined ? undefined : fieldSchema(schema, name);
    const dropped = value[name] === null && field !== undefined && !field.nullable;
    if (!dropped) result[name] = withDefaults(field, value[name]);
  }
  return result;
}
