import { pointerTo } from "../model/pointer.ts";
import type { Structural } from "../model/structural.ts";
import { isObject, objectOf, show } from "./json.ts";
import type { Violation } from "./violation.ts";
import { eachChild } from "./walk.ts";

const keyword = "x-kubernetes-list-type";

/** Repeats in lists that are sets, or maps by key: the later one of each pair is told. */
export function* duplicates(
  schema: Structural,
  value: unknown,
  pointer: string,
): Iterable<Violation> {
  if (Array.isArray(value) && (schema.listType === "set" || schema.listType === "map"))
    yield* repeats(schema, value, pointer);
  for (const child of eachChild(schema, value, pointer))
    yield* duplicates(child.schema, child.value, child.pointer);
}

function* repeats(
  schema: Structural,
  items: readonly unknown[],
  pointer: string,
): Iterable<Violation> {
  const first = new Map<string, number>();
  for (const [at, item] of items.entries()) {
    const identity = schema.listType === "map" ? keysOf(schema, item) : item;
    const key = canonical(identity);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, at);
    else
      yield {
        pointer: pointerTo(pointer, at),
        keyword,
        message: `${show(identity)} stands in the list already, as item ${earlier}`,
      };
  }
}

/** The fields by which a list of type map tells its items apart; absent keys take their default. */
function keysOf({ listMapKeys, items }: Structural, item: unknown): unknown {
  if (!isObject(item)) return item;
  return objectOf(
    listMapKeys.map((key) => [key, item[key] ?? items?.properties.get(key)?.default?.value]),
  );
}

/** Equal for equal values, whatever the order of their fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "bigint") return Number(part);
    if (!isObject(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
