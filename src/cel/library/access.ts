import { numberOf } from "../equal.ts";
import { EvaluationFault } from "../fault.ts";
import type { CallCost, Library } from "../overload.ts";
import { plain } from "../overload.ts";
import { runtimeType } from "../type-of.ts";
import { CelList, CelMap, isObject, Optional } from "../value.ts";
import type { Value } from "../value.ts";

/** What stands at an index or under a key; undefined where nothing does. */
export function entryOf(value: Value, key: Value): Value | undefined {
  if (value instanceof CelList) return itemAt(value, key);
  if (value instanceof CelMap) return value.find(key);
  return isObject(value) && typeof key === "string" ? value.find(key) : undefined;
}

function itemAt({ items }: CelList, key: Value): Value | undefined {
  const index = numberOf(key);
  if (index === undefined || !Number.isInteger(Number(index)))
    throw new EvaluationFault("a list takes an int as its index");
  return items[Number(index)];
}

/** @throws EvaluationFault where there is nothing */
function there(value: Value, key: Value): Value {
  const found = entryOf(value, key);
  if (found !== undefined) return found;
  const text = typeof key === "string" ? key : (numberOf(key) ?? runtimeType(key));
  throw new EvaluationFault(
    value instanceof CelList ? `index out of bounds: ${text}` : `no such key: ${text}`,
  );
}

function optional(value: Value, key: Value): Optional {
  const inner = value instanceof Optional ? value.value : value;
  return new Optional(inner === undefined ? undefined : entryOf(inner, key));
}

/** A key that is not there costs nothing. */
const present: CallCost = ([value = null, key = null]) =>
  optional(value, key).value === undefined ? 0 : 1;

/** `a[b]` and `a[?b]`; of an optional both give an optional. */
export const access: Library = {
  since: 29,
  functions: [
    plain("_[_](list<A>, int): A", there),
    plain("_[_](map<A, B>, A): B", there),
    plain("_[_](optional<list<A>>, int): optional<A>", optional),
    plain("_[_](optional<map<A, B>>, A): optional<B>", optional),
    plain("_[?_](list<A>, int): optional<A>", optional, present),
    plain("_[?_](map<A, B>, A): optional<B>", optional, present),
    plain("_[?_](optional<list<A>>, int): optional<A>", optional, present),
    plain("_[?_](optional<map<A, B>>, A): optional<B>", optional, present),
  ],
};
