import { numberOf } from "./equal.ts";
import { EvaluationFault, noOverload } from "./fault.ts";
import { runtimeType } from "./type-of.ts";
import { Duration, Timestamp } from "./value.ts";
import type { Value } from "./value.ts";

/**
 * Below 0, 0, above 0. Text is compared by code point.
 * @throws EvaluationFault for values that have no order, NaN among them
 */
export function compareValues(a: Value, b: Value): number {
  const [left, right] = [sizeOf(a), sizeOf(b)];
  const isSame =
    typeof a !== "object" || typeof b !== "object" || a?.constructor === b?.constructor;
  if (left !== undefined && right !== undefined && isSame) return compareNumbers(left, right);
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  throw noOverload("_<_", [runtimeType(a), runtimeType(b)]);
}

/** What is compared as a number. */
function sizeOf(value: Value): number | bigint | undefined {
  if (typeof value === "boolean") return Number(value);
  if (value instanceof Timestamp || value instanceof Duration) return value.nanoseconds;
  return numberOf(value);
}

function compareNumbers(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1;
  if (a > b) return 1;
  // oxlint-disable-next-line eqeqeq
  if (a == b) return 0;
  throw new EvaluationFault("NaN values cannot be ordered");
}

/** UTF-16 would put U+10000 before U+FFFF. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8"));
}
