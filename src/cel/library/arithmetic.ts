import { EvaluationFault } from "../fault.ts";
import type { CallCost, Declared, Library } from "../overload.ts";
import { plain } from "../overload.ts";
import { sizeOf } from "../size.ts";
import { Uint } from "../value.ts";
import type { Duration, Timestamp } from "../value.ts";
import { concatenated } from "./concatenation.ts";
import { durationOf, timestampOf } from "./time-range.ts";

const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;

/** @throws EvaluationFault beyond 64 bits */
export function intOf(value: bigint): bigint {
  if (value > MAX_INT || value < -MAX_INT - 1n) throw new EvaluationFault("integer overflow");
  return value;
}

/** @throws EvaluationFault beyond 64 bits, and below 0 */
export function uintOf(value: bigint): Uint {
  if (value > MAX_UINT || value < 0n) throw new EvaluationFault("unsigned integer overflow");
  return new Uint(value);
}

/** Both are copied. */
const both: CallCost = ([a = null, b = null]) => Math.ceil((sizeOf(a) + sizeOf(b)) * 0.1);

const onInts: readonly (readonly [string, (a: bigint, b: bigint) => bigint])[] = [
  ["_+_", (a, b) => a + b],
  ["_-_", (a, b) => a - b],
  ["_*_", (a, b) => a * b],
  ["_/_", (a, b) => a / divisor(b, "division by zero")],
  ["_%_", remainder],
];

/** Go asks that the quotient fit, which the least int's by -1 does not. */
function remainder(a: bigint, b: bigint): bigint {
  if (b === -1n) intOf(-a);
  return a % divisor(b, "modulus by zero");
}

function divisor(value: bigint, fault: string): bigint {
  if (value === 0n) throw new EvaluationFault(fault);
  return value;
}

function integers(): readonly Declared[] {
  return onInts.flatMap(([name, run]) => [
    plain(`${name}(int, int): int`, (a: bigint, b: bigint) => intOf(run(a, b))),
    plain(`${name}(uint, uint): uint`, (a: Uint, b: Uint) => uintOf(run(a.value, b.value))),
  ]);
}

const times: readonly Declared[] = [
  plain("_+_(duration, duration): duration", (a: Duration, b: Duration) =>
    durationOf(a.nanoseconds + b.nanoseconds),
  ),
  plain("_+_(duration, timestamp): timestamp", (a: Duration, b: Timestamp) =>
    timestampOf(a.nanoseconds + b.nanoseconds, b.offset),
  ),
  plain("_+_(timestamp, duration): timestamp", (a: Timestamp, b: Duration) =>
    timestampOf(a.nanoseconds + b.nanoseconds, a.offset),
  ),
  plain("_-_(duration, duration): duration", (a: Duration, b: Duration) =>
    durationOf(a.nanoseconds - b.nanoseconds),
  ),
  plain("_-_(timestamp, duration): timestamp", (a: Timestamp, b: Duration) =>
    timestampOf(a.nanoseconds - b.nanoseconds, a.offset),
  ),
  plain("_-_(timestamp, timestamp): duration", (a: Timestamp, b: Timestamp) =>
    durationOf(a.nanoseconds - b.nanoseconds),
  ),
];

/** The arithmetic operators (CEL specification, "List of Standard Definitions"). */
export const arithmetic: Library = {
  since: 29,
  functions: [
    ...integers(),
    ...times,
    plain("_+_(double, double): double", (a: number, b: number) => a + b),
    plain("_-_(double, double): double", (a: number, b: number) => a - b),
    plain("_*_(double, double): double", (a: number, b: number) => a * b),
    plain("_/_(double, double): double", (a: number, b: number) => a / b),
    plain("-_(int): int", (a: bigint) => intOf(-a)),
    plain("-_(double): double", (a: number) => -a),
    plain("_+_(string, string): string", (a: string, b: string) => a + b, both),
    plain(
      "_+_(bytes, bytes): bytes",
      (a: Uint8Array, b: Uint8Array) => new Uint8Array([...a, ...b]),
      both,
    ),
    plain("_+_(list<A>, list<A>): list<A>", concatenated),
  ],
};
