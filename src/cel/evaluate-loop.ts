import type { Bindings, Evaluator } from "./evaluate.ts";
import type { Loop, OptionalMap } from "./expression.ts";
import { EvaluationFault, noOverload } from "./fault.ts";
import { sortedBy } from "./library/more-lists.ts";
import { runtimeType } from "./type-of.ts";
import { CelList, CelMap, isObject, Optional } from "./value.ts";
import type { Value } from "./value.ts";

/** What one turn of a loop costs beyond its body, and one that keeps its entry on top (cel-go's expansions). */
const costs: Readonly<Record<Loop["name"], readonly [turn: number, kept: number]>> = {
  all: [3, 0],
  exists: [4, 0],
  existsOne: [0, 2],
  filter: [0, 13],
  map: [0, 12],
  sortBy: [0, 12],
  transformList: [0, 12],
  transformMap: [0, 3],
  transformMapEntry: [0, 2],
};

type Turn = (entry: readonly [Value, Value]) => Bindings | undefined;

/** @throws EvaluationFault, CostFault */
export function evaluateLoop(
  evaluator: Evaluator,
  loop: Loop,
  bindings: Bindings | undefined,
): Value {
  const range = evaluator.run(loop.range, bindings);
  const isList = range instanceof CelList;
  const entries = entriesOf(range);
  const [first = "", second] = loop.variables;
  const bind: Turn = ([key, value]) => {
    evaluator.budget.spend(costs[loop.name][0]);
    if (second === undefined) return { name: first, value: isList ? value : key, outer: bindings };
    return { name: second, value, outer: { name: first, value: key, outer: bindings } };
  };
  evaluator.budget.spend(loop.name === "existsOne" ? 2 : 1);
  const keeps = (entry: readonly [Value, Value]): boolean => {
    const isKept = evaluator.holds(loop.body, bind(entry));
    if (isKept) evaluator.budget.spend(costs[loop.name][1]);
    return isKept;
  };
  switch (loop.name) {
    case "all":
    case "exists":
      return decided(evaluator, loop, entries, bind);
    case "existsOne":
      return entries.filter(keeps).length === 1;
    case "filter":
      return new CelList(entries.filter(keeps).map(([key, value]) => (isList ? value : key)));
    default:
      return transformed(evaluator, loop, entries, bind);
  }
}

/** The first that decides ends the loop; it hides what went wrong before. */
function decided(
  evaluator: Evaluator,
  { name, body }: Loop,
  entries: readonly (readonly [Value, Value])[],
  bind: Turn,
): boolean {
  const decides = name === "exists";
  let fault: EvaluationFault | undefined;
  for (const [at, entry] of entries.entries()) {
    const found = evaluator.attempt(body, bind(entry));
    if (found === decides) {
      // The next turn asks before it begins.
      if (at + 1 < entries.length) evaluator.budget.spend(costs[name][0] - 1);
      return decides;
    }
    if (found instanceof EvaluationFault) fault ??= found;
  }
  if (fault !== undefined) throw fault;
  return !decides;
}

function transformed(
  evaluator: Evaluator,
  { name, filter, body }: Loop,
  entries: readonly (readonly [Value, Value])[],
  bind: Turn,
): Value {
  const kept = entries.flatMap((entry) => {
    const inner = bind(entry);
    if (filter !== undefined && !evaluator.holds(filter, inner)) return [];
    evaluator.budget.spend(costs[name][1]);
    return [{ entry, made: evaluator.run(body, inner) }];
  });
  const made = kept.map((one) => one.made);
  if (name === "map" || name === "transformList") return new CelList(made);
  if (name === "sortBy")
    return sortedBy(
      kept.map(({ entry }) => entry[1]),
      made,
    );
  if (name === "transformMap") return new CelMap(kept.map((one) => [one.entry[0], one.made]));
  return merged(made);
}

function merged(maps: readonly Value[]): CelMap {
  const entries = maps.flatMap((map) => entriesOf(map));
  const all = new CelMap(entries);
  if (all.size !== entries.length) throw new EvaluationFault("a key is inserted twice");
  return all;
}

/** The indices and items of a list, the keys and values of a map. */
function entriesOf(range: Value): readonly (readonly [Value, Value])[] {
  if (range instanceof CelList) return range.items.map((item, at) => [BigInt(at), item]);
  if (range instanceof CelMap) return range.keys().map((key) => [key, range.find(key) ?? null]);
  if (isObject(range)) return range.names().map((name) => [name, range.find(name) ?? null]);
  throw noOverload("comprehension", [runtimeType(range)]);
}

/** @throws EvaluationFault, CostFault */
export function evaluateOptionalMap(
  evaluator: Evaluator,
  { target, variable, body, flat }: OptionalMap,
  bindings: Bindings | undefined,
): Value {
  const before = evaluator.budget.spent;
  const owner = evaluator.run(target, bindings);
  const cost = evaluator.budget.spent - before;
  evaluator.budget.spend(1);
  if (!(owner instanceof Optional)) throw noOverload("optMap", [runtimeType(owner)]);
  // cel-go looks at the target twice where there is a value, and makes a none where there is none.
  evaluator.budget.spend(owner.value === undefined ? 1 : cost + 2);
  if (owner.value === undefined) return owner;
  const made = evaluator.run(body, { name: variable, value: owner.value, outer: bindings });
  return flat ? made : new Optional(made);
}
