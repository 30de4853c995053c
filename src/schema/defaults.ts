import type { Structural } from "../model/structural.ts";
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
  const fields = Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
    const field = schema === undefined ? undefined : fieldSchema(schema, name);
    if (item === null && field !== undefined && !field.nullable) return [];
    return [[name, withDefaults(field, item)]];
  });
  const result = objectOf(fields);
  for (const [name, field] of schema?.properties ?? []) {
    if (result[name] === undefined && field.default !== undefined)
      result[name] = withDefaults(field, field.default.value);
  }
  return result;
}
