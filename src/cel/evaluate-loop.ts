import type { Bindings, Evaluator } from "./evaluate.ts";
import type { Loop, OptionalMap } from "./expression.ts";
import { EvaluationFault, noOverload } from "./fault.ts";
import { sortedBy } from "./library/more-lists.ts";
import { runtimeType } from "./type-of.ts";
import { CelList, CelMap, isObject, Optional } from "./value.ts";
import type { Value } from "./value.ts";

/** What one turn of a loop costs beyond its body (cel-go's expansions of the macros). */
const turn: Readonly<Record<Loop["name"], number>> = {
  all: 3,
  exists: 4,
  existsOne: 2,
  map: 12,
  filter: 13,
  sortBy: 12,
  transformList: 12,
  transformMap: 2,
  transformMapEntry: 2,
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
    evaluator.budget.spend(turn[loop.name]);
    if (second === undefined) return { name: first, value: isList ? value : key, outer: bindings };
    return { name: second, value, outer: { name: first, value: key, outer: bindings } };
  };
  evaluator.budget.spend(1);
  switch (loop.name) {
    case "all":
    case "exists":
      return decided(evaluator, loop, entries, bind);
    case "existsOne":
      return entries.filter((entry) => evaluator.holds(loop.body, bind(entry))).length === 1;
    case "filter": {
      const kept = entries.filter((entry) => evaluator.holds(loop.body, bind(entry)));
      return new CelList(kept.map(([key, value]) => (isList ? value : key)));
    }
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
  for (const entry of entries) {
    const found = evaluator.attempt(body, bind(entry));
    if (found === decides) return decides;
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
  const owner = evaluator.run(target, bindings);
  evaluator.budget.spend(2);
  if (!(owner instanceof Optional)) throw noOverload("optMap", [runtimeType(owner)]);
  if (owner.value === undefined) return owner;
  const made = evaluator.run(body, { name: variable, value: owner.value, outer: bindings });
  return flat ? made : new Optional(made);
}
