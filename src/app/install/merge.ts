import type { JsonObject } from "../../model/json.ts";
import { isObject, isSame } from "../../model/json.ts";

/** Values with others laid over them, as Helm lays them: objects go into each other, all else takes the place. */
export function mergeValues(...layers: readonly JsonObject[]): JsonObject {
  return layers.reduce((below, above) => {
    const merged = new Map(Object.entries(below));
    for (const [name, value] of Object.entries(above)) {
      const before = merged.get(name);
      merged.set(name, isObject(before) && isObject(value) ? mergeValues(before, value) : value);
    }
    return Object.fromEntries(merged);
  }, {});
}

/** Two who hand on different values for one place. */
export interface Disagreement {
  readonly path: readonly string[];
  readonly values: readonly [unknown, unknown];
}

/**
 * Values from several who want the same application, none of whom goes before the other: objects go into each other,
 * lists hold the items of all, each once; of values that differ the first stands, and they are told.
 */
export function joinValues(
  one: JsonObject,
  other: JsonObject,
  path: readonly string[] = [],
): { readonly values: JsonObject; readonly disagreements: readonly Disagreement[] } {
  const joined = new Map(Object.entries(one));
  const disagreements: Disagreement[] = [];
  for (const [name, value] of Object.entries(other)) {
    const before = joined.get(name);
    const at = [...path, name];
    if (before === undefined) joined.set(name, value);
    else if (isObject(before) && isObject(value)) {
      const below = joinValues(before, value, at);
      joined.set(name, below.values);
      disagreements.push(...below.disagreements);
    } else if (Array.isArray(before) && Array.isArray(value))
      joined.set(name, union(before, value));
    else if (!isSame(before, value)) disagreements.push({ path: at, values: [before, value] });
  }
  return { values: Object.fromEntries(joined), disagreements };
}

function union(one: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  return [...one, ...other.filter((item) => !one.some((before) => isSame(before, item)))];
}
