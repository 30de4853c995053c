import { isDeepStrictEqual } from "node:util";

import { EvaluationFault } from "./fault.ts";
import { runtimeType } from "./type-of.ts";
import {
  CelList,
  CelMap,
  Duration,
  isObject,
  isOpaque,
  keyText,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from "./value.ts";
import type { CelObject, Opaque, Value } from "./value.ts";

/**
 * CEL's `==`: numbers by size whatever their type, lists in order, sets and list maps of a schema in any order, as the
 * left side says.
 * @throws EvaluationFault for an address, a quantity and the like beside a value of another type
 */
export function equalValues(a: Value, b: Value): boolean {
  if (a === null || b === null) return a === b;
  if (a instanceof Optional || b instanceof Optional) return equalOptionals(a, b);
  if (a instanceof CelList) return b instanceof CelList && equalLists(a, b);
  if (a instanceof CelMap || isObject(a)) return equalMaps(a, b);
  return isOpaque(a) ? equalOpaques(a, b) : equalScalars(a, b);
}

function equalOpaques(a: Opaque, b: Value): boolean {
  if (isOpaque(b) && b.type === a.type) return a.equals(b);
  throw new EvaluationFault(`no such overload: ${a.type} == another type`);
}

function equalScalars(a: Value, b: Value): boolean {
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanoseconds === b.nanoseconds;
  if (a instanceof Duration) return b instanceof Duration && a.nanoseconds === b.nanoseconds;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  const [left, right] = [numberOf(a), numberOf(b)];
  // A bigint and a number are compared by their exact sizes.
  // oxlint-disable-next-line eqeqeq
  if (left !== undefined && right !== undefined) return left == right;
  return a === b;
}

/** A number of any type; undefined for what is none. */
export function numberOf(value: Value): number | bigint | undefined {
  if (value instanceof Uint) return value.value;
  return typeof value === "bigint" || typeof value === "number" ? value : undefined;
}

function equalOptionals(a: Value, b: Value): boolean {
  if (!(a instanceof Optional && b instanceof Optional)) return false;
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return equalValues(a.value, b.value);
}

function equalLists(a: CelList, b: CelList): boolean {
  if (a.items.length !== b.items.length) return false;
  if (a.kind === "atomic")
    return a.items.every((item, at) => equalValues(item, b.items[at] ?? null));
  const byKey = new Map(a.items.map((item) => [itemKey(item, a), item]));
  return b.items.every((item) => {
    const same = byKey.get(itemKey(item, a));
    return same !== undefined && equalValues(same, item);
  });
}

/** What tells the items of a set or of a list map apart. */
export function itemKey(item: Value, { kind, keys }: CelList): string {
  if (kind === "map" && isObject(item))
    return JSON.stringify(keys.map((key) => scalarText(item.find(key) ?? null)));
  return scalarText(item);
}

function scalarText(value: Value): string {
  if (value instanceof Timestamp || value instanceof Duration) return `t${value.nanoseconds}`;
  if (value instanceof Uint8Array) return `y${Buffer.from(value).toString("base64")}`;
  if (isObject(value)) return JSON.stringify(value.json);
  if (value instanceof CelList) return `[${value.items.map(scalarText).join()}]`;
  return keyText(value) ?? runtimeType(value);
}

function equalMaps(a: CelMap | CelObject, b: Value): boolean {
  if (a instanceof CelMap) {
    if (!(b instanceof CelMap) || a.size !== b.size) return false;
    return a.keys().every((key) => bothEqual(a.find(key), b.find(key)));
  }
  if (!isObject(b) || Object.keys(a.json).length !== Object.keys(b.json).length) return false;
  return (
    a.names().every((name) => bothEqual(a.find(name), b.find(name))) &&
    Object.entries(a.unseen).every(([name, value]) => equalUnseen(value, b.unseen[name]))
  );
}

function bothEqual(a: Value | undefined, b: Value | undefined): boolean {
  return a !== undefined && b !== undefined && equalValues(a, b);
}

/** What the schema does not type is compared as the JSON that it is, where both have it. */
function equalUnseen(a: unknown, b: unknown): boolean {
  return b === undefined || isDeepStrictEqual(a, b);
}
