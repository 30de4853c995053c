import { equalValues } from "../equal.ts";
import { EvaluationFault } from "../fault.ts";
import { compareValues } from "../order.ts";
import type { CallCost, Library } from "../overload.ts";
import { method, plain } from "../overload.ts";
import { sizeOf } from "../size.ts";
import { CelList } from "../value.ts";
import type { Value } from "../value.ts";

const LONGEST_RANGE = 100_000n;

const once: CallCost = ([list = null]) => sizeOf(list) + 1;
const squared: CallCost = ([list = null]) => sizeOf(list) ** 2 + 1;

function slice({ items }: CelList, start: bigint, end: bigint): CelList {
  if (start < 0n || end > items.length || start > end)
    throw new EvaluationFault(`cannot slice ${start} to ${end} of ${items.length} items`);
  return new CelList(items.slice(Number(start), Number(end)));
}

function flatten({ items }: CelList, depth = 1n): CelList {
  if (depth < 0n) throw new EvaluationFault("flatten takes no negative depth");
  if (depth === 0n) return new CelList(items);
  return new CelList(
    items.flatMap((item) => (item instanceof CelList ? flatten(item, depth - 1n).items : [item])),
  );
}

function distinct({ items }: CelList): CelList {
  const kept: Value[] = [];
  for (const item of items) if (!kept.some((one) => equalValues(one, item))) kept.push(item);
  return new CelList(kept);
}

/** Sorted by keys of their own. @throws EvaluationFault for keys that have no order */
export function sortedBy(items: readonly Value[], keys: readonly Value[]): CelList {
  const order = items.map((item, at) => ({ item, key: keys[at] ?? null }));
  return new CelList(order.toSorted((a, b) => compareValues(a.key, b.key)).map(({ item }) => item));
}

function range(count: bigint): CelList {
  if (count > LONGEST_RANGE) throw new EvaluationFault(`a range of ${count} is too long`);
  return new CelList(Array.from({ length: Math.max(0, Number(count)) }, (_, at) => BigInt(at)));
}

/** cel-go's list extension in its version 3. */
export const moreLists: Library = {
  since: 34,
  functions: [
    method("list<T>.slice(int, int): list<T>", slice, once),
    method("list<list<T>>.flatten(): list<T>", (list: CelList) => flatten(list), once),
    method("list<dyn>.flatten(int): list<dyn>", flatten, once),
    method("list<T>.distinct(): list<T>", distinct, squared),
    method(
      "list<T>.reverse(): list<T>",
      ({ items }: CelList) => new CelList(items.toReversed()),
      once,
    ),
    ...["int", "uint", "double", "bool", "duration", "timestamp", "string", "bytes"].map((type) =>
      method(
        `list<${type}>.sort(): list<${type}>`,
        ({ items }: CelList) => sortedBy(items, items),
        squared,
      ),
    ),
    plain("lists.range(int): list<int>", range, ([count = null]) => Math.max(1, Number(count))),
  ],
};
