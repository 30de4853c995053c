import { equalValues } from "../equal.ts";
import { compareValues } from "../order.ts";
import type { CallCost, Declared, Library } from "../overload.ts";
import { plain } from "../overload.ts";
import { sizeOf } from "../size.ts";
import { CelMap, isOpaque } from "../value.ts";
import type { CelList, CelObject, Value } from "../value.ts";

const orders: readonly (readonly [string, (order: number) => boolean])[] = [
  ["_<_", (order) => order < 0],
  ["_<=_", (order) => order <= 0],
  ["_>_", (order) => order > 0],
  ["_>=_", (order) => order >= 0],
];

const ordered: readonly string[] = [
  "bool, bool",
  "int, int",
  "int, double",
  "int, uint",
  "uint, uint",
  "uint, double",
  "uint, int",
  "double, double",
  "double, int",
  "double, uint",
  "string, string",
  "bytes, bytes",
  "timestamp, timestamp",
  "duration, duration",
];

/** The shorter of the two decides, a tenth a letter. */
const shorter: CallCost = ([a = null, b = null]) =>
  isOpaque(a) ? 1 : Math.ceil(Math.min(sizeOf(a), sizeOf(b)) * 0.1);

function comparisons(): readonly Declared[] {
  return orders.flatMap(([name, holds]) =>
    ordered.map((types) =>
      plain(`${name}(${types}): bool`, (a: Value, b: Value) => holds(compareValues(a, b)), shorter),
    ),
  );
}

function holdsKey(map: CelMap | CelObject, key: Value): boolean {
  if (map instanceof CelMap) return map.find(key) !== undefined;
  return typeof key === "string" && map.find(key) !== undefined;
}

/** Equality, order, membership and negation (CEL specification, "List of Standard Definitions"). */
export const comparison: Library = {
  since: 29,
  functions: [
    ...comparisons(),
    plain("_==_(A, A): bool", equalValues, shorter),
    plain("_!=_(A, A): bool", (a: Value, b: Value) => !equalValues(a, b), shorter),
    plain("!_(bool): bool", (a: boolean) => !a),
    plain(
      "@in(A, list<A>): bool",
      (a: Value, list: CelList) => list.items.some((item) => equalValues(item, a)),
      ([, list = null]) => sizeOf(list),
    ),
    plain("@in(A, map<A, B>): bool", (a: Value, map: CelMap | CelObject) => holdsKey(map, a)),
  ],
};
