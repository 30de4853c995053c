import { numberOf } from "./equal.ts";
import { noOverload } from "./fault.ts";
import { runtimeType } from "./type-of.ts";
import { Duration, Timestamp } from "./value.ts";
import type { Value } from "./value.ts";

/**
 * Below 0, 0, above 0; NaN where neither is the greater. Text is compared by code point.
 * @throws EvaluationFault for values that have no order
 */
export function compareValues(a: Value, b: Value): number {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return compareNumbers(left, right);
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  if (a instanceof Timestamp && b instanceof Timestamp)
    return compareNumbers(a.nanoseconds, b.nanoseconds);
  if (a instanceof Duration && b instanceof Duration)
    return compareNumbers(a.nanoseconds, b.nanoseconds);
  throw noOverload("_<_", [runtimeType(a), runtimeType(b)]);
}

function compareNumbers(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1;
  if (a > b) return 1;
  // oxlint-disable-next-line eqeqeq
  return a == b ? 0 : Number.NaN;
}

/** UTF-16 would put U+10000 before U+FFFF. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8"));
}
