import { EvaluationFault } from "../fault.ts";
import type { Library } from "../overload.ts";
import { method, plain } from "../overload.ts";
import { sizeOf } from "../size.ts";
import { CelList, CelMap, Duration, isObject, Optional, Timestamp, Uint } from "../value.ts";
import type { Value } from "../value.ts";

/** The first instant of the year 1 is Go's zero time. */
const FIRST = -62_135_596_800n * 1_000_000_000n;

const zeros: ReadonlySet<Value> = new Set<Value>([null, false, "", 0, 0n]);

function isZero(value: Value): boolean {
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Timestamp) return value.nanoseconds === FIRST;
  if (value instanceof Duration) return value.nanoseconds === 0n;
  if (value instanceof Optional) return value.value === undefined;
  return zeros.has(value) || (hasSize(value) && sizeOf(value) === 0);
}

function hasSize(value: Value): boolean {
  if (value instanceof CelList || value instanceof CelMap) return true;
  return value instanceof Uint8Array || isObject(value);
}

function valueOf({ value }: Optional): Value {
  if (value === undefined) throw new EvaluationFault("optional.none() dereference");
  return value;
}

/** cel-go's optional types; `optMap` and `optFlatMap` are macros. */
export const optionals: Library = {
  since: 29,
  functions: [
    plain("optional.of(T): optional<T>", (value: Value) => new Optional(value)),
    plain("optional.none(): optional<T>", () => new Optional(undefined)),
    plain(
      "optional.ofNonZeroValue(T): optional<T>",
      (value: Value) => new Optional(isZero(value) ? undefined : value),
    ),
    method("optional<T>.hasValue(): bool", ({ value }: Optional) => value !== undefined),
    method("optional<T>.value(): T", valueOf),
    // The evaluator calls neither: it looks at the argument only where it must.
    method("optional<T>.or(optional<T>): optional<T>", (a: Optional) => a),
    method("optional<T>.orValue(T): T", valueOf),
  ],
};

function unwrap({ items }: CelList): CelList {
  return new CelList(
    items.flatMap((item) =>
      item instanceof Optional && item.value !== undefined ? [item.value] : [],
    ),
  );
}

/** What came to the optional types later. */
export const moreOptionals: Library = {
  since: 33,
  functions: [
    method("list<T>.first(): optional<T>", ({ items }: CelList) => new Optional(items[0])),
    method("list<T>.last(): optional<T>", ({ items }: CelList) => new Optional(items.at(-1))),
    method("list<optional<T>>.unwrapOpt(): list<T>", unwrap),
    plain("optional.unwrap(list<optional<T>>): list<T>", unwrap),
  ],
};
