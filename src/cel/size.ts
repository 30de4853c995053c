import { CelList, CelMap, isObject, isOpaque, Optional } from "./value.ts";
import type { Value } from "./value.ts";

/** Code points of a text, bytes, items or entries; 1 for what has no size (cel-go, actualSize). */
export function sizeOf(value: Value): number {
  if (typeof value === "string") return textSize(value);
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof CelList) return value.items.length;
  if (value instanceof CelMap) return value.size;
  if (value instanceof Optional && value.value !== undefined) return sizeOf(value.value);
  if (typeof value === "object" && value !== null && isObject(value))
    return Object.keys(value.json).length;
  return isOpaque(value) ? (value.size ?? 1) : 1;
}

/** In code points, as CEL counts. */
export function textSize(text: string): number {
  let pairs = 0;
  for (let at = 0; at < text.length; at += 1) if ((text.codePointAt(at) ?? 0) > 0xffff) pairs += 1;
  return text.length - pairs;
}

/** What it costs to go through a value once or more often: a tenth of a unit a letter. */
export function traversal(value: Value, times = 1): number {
  return Math.ceil(sizeOf(value) * times * 0.1);
}

/** What it costs to go through a list and all that is in it (apiserver, traversalCost). */
export function deepTraversal(value: Value): number {
  if (typeof value === "string") return Math.floor(Buffer.byteLength(value) * 0.1);
  if (value instanceof Uint8Array) return Math.floor(value.length * 0.1);
  if (value instanceof CelList)
    return value.items.reduce<number>((sum, item) => sum + deepTraversal(item), 0);
  if (!(value instanceof CelMap || isObject(value))) return 1;
  const keys: readonly Value[] = value instanceof CelMap ? value.keys() : value.names();
  return keys.reduce<number>(
    (sum, key) => sum + deepTraversal(key) + deepTraversal(value.find(key as string) ?? null),
    0,
  );
}

/** What a regular expression costs on a text. */
export function matching(text: number, pattern: number): number {
  return Math.ceil((1 + text) * 0.1) * Math.ceil(pattern * 0.25);
}
