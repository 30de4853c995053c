import { equalValues } from "../equal.ts";
import { EvaluationFault } from "../fault.ts";
import { compareValues } from "../order.ts";
import type { CallCost, Declared, Library } from "../overload.ts";
import { method } from "../overload.ts";
import { deepTraversal } from "../size.ts";
import { Duration, Uint } from "../value.ts";
import type { CelList, Value } from "../value.ts";
import { intOf, uintOf } from "./arithmetic.ts";
import { durationOf } from "./time-range.ts";

const once: CallCost = ([list = null]) => deepTraversal(list);

const comparable: readonly string[] = [
  "int",
  "uint",
  "double",
  "bool",
  "duration",
  "timestamp",
  "string",
  "bytes",
];

/** The item that comes first in that direction. @throws EvaluationFault where the list is empty */
function extreme({ items }: CelList, sign: 1 | -1): Value {
  const [first, ...rest] = items;
  if (first === undefined)
    throw new EvaluationFault(`${sign > 0 ? "max" : "min"} called on empty list`);
  return rest.reduce<Value>(
    (best, item) => (compareValues(item, best) * sign > 0 ? item : best),
    first,
  );
}

function isSorted({ items }: CelList): boolean {
  return items.every((item, at) => at === 0 || !(compareValues(items[at - 1] ?? null, item) > 0));
}

function ordered(): readonly Declared[] {
  return comparable.flatMap((type) => [
    method(`list<${type}>.isSorted(): bool`, isSorted, once),
    method(`list<${type}>.min(): ${type}`, (list: CelList) => extreme(list, -1), once),
    method(`list<${type}>.max(): ${type}`, (list: CelList) => extreme(list, 1), once),
  ]);
}

function sum<T extends Value>(start: T, add: (a: T, b: T) => T): (list: CelList) => Value {
  return ({ items }) => (items as readonly T[]).reduce(add, start);
}

const sums: readonly Declared[] = [
  method(
    "list<int>.sum(): int",
    sum<bigint>(0n, (a, b) => intOf(a + b)),
    once,
  ),
  method(
    "list<uint>.sum(): uint",
    sum(new Uint(0n), (a, b) => uintOf(a.value + b.value)),
    once,
  ),
  method(
    "list<double>.sum(): double",
    sum<number>(0, (a, b) => a + b),
    once,
  ),
  method(
    "list<duration>.sum(): duration",
    sum(new Duration(0n), (a, b) => durationOf(a.nanoseconds + b.nanoseconds)),
    once,
  ),
];

const found = (index: number): bigint => BigInt(index);

/** Kubernetes' list library. */
export const lists: Library = {
  since: 29,
  functions: [
    ...ordered(),
    ...sums,
    method(
      "list<T>.indexOf(T): int",
      ({ items }: CelList, wanted: Value) =>
        found(items.findIndex((item) => equalValues(item, wanted))),
      once,
    ),
    method(
      "list<T>.lastIndexOf(T): int",
      ({ items }: CelList, wanted: Value) =>
        found(items.findLastIndex((item) => equalValues(item, wanted))),
      once,
    ),
  ],
};
