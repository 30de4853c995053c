import type { Checker } from "./check.ts";
import type { Scope } from "./checked.ts";
import { extended } from "./checked.ts";
import type { Loop, LoopName, OptionalMap } from "./expression.ts";
import { CompileFault } from "./fault.ts";
import type { CelType } from "./types.ts";
import { basic, isDyn, listOf, mapOf, optionalOf } from "./types.ts";

const sortable: ReadonlySet<string> = new Set([
  "int",
  "uint",
  "double",
  "bool",
  "duration",
  "timestamp",
  "string",
  "bytes",
  "dyn",
]);

/** The types that a loop binds its variables to, and those of a list's item or a map's entry. */
interface Ranged {
  readonly key: CelType;
  readonly value: CelType;
  readonly isList: boolean;
}

/** @throws CompileFault where the range is neither list nor map, or the body does not fit */
export function checkLoop(checker: Checker, loop: Loop, scope: Scope | undefined): CelType {
  const { name, variables, filter, body } = loop;
  if (checker.functions.minor < loop.since)
    throw new CompileFault(`the macro ${name} came in this form with Kubernetes 1.${loop.since}`);
  const range = checker.unifier.resolve(checker.check(loop.range, scope));
  const ranged = rangeOf(checker, range);
  const [first = "", second] = variables;
  const single = ranged.isList ? ranged.value : ranged.key;
  const bound: (readonly [string, CelType])[] =
    second === undefined
      ? [[first, single]]
      : [
          [first, ranged.key],
          [second, ranged.value],
        ];
  const inner = extended(scope, bound);
  if (filter !== undefined) checker.expect(filter, basic("bool"), inner);
  if (isTest(name)) {
    checker.expect(body, basic("bool"), inner);
    return name === "filter" ? listOf(single) : basic("bool");
  }
  return made(checker, name, checker.unifier.resolve(checker.check(body, inner)), {
    ...ranged,
    range,
  });
}

function isTest(name: LoopName): boolean {
  return ["all", "exists", "existsOne", "filter"].includes(name);
}

function made(
  checker: Checker,
  name: LoopName,
  body: CelType,
  { key, range }: Ranged & { readonly range: CelType },
): CelType {
  if (name === "map" || name === "transformList") return listOf(body);
  if (name === "transformMap") return mapOf(key, body);
  if (name === "sortBy") {
    if (body.kind === "basic" && sortable.has(body.name)) return range;
    throw new CompileFault(`sortBy cannot order by ${checker.show(body)}`);
  }
  if (body.kind === "map" || isDyn(body)) return body;
  throw new CompileFault(`${name} takes a map of one entry, not ${checker.show(body)}`);
}

function rangeOf(checker: Checker, range: CelType): Ranged {
  const dyn = basic("dyn");
  if (range.kind === "list") return { key: basic("int"), value: range.item, isList: true };
  if (range.kind === "map") return { key: range.key, value: range.value, isList: false };
  if (range.kind === "param") checker.unifier.assignable([dyn], [range]);
  else if (!isDyn(range))
    throw new CompileFault(
      `expression of type '${checker.show(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
    );
  return { key: dyn, value: dyn, isList: true };
}

/** @throws CompileFault where the target is no optional */
export function checkOptionalMap(
  checker: Checker,
  { target, variable, body, flat }: OptionalMap,
  scope: Scope | undefined,
): CelType {
  const owner = checker.unifier.resolve(checker.check(target, scope));
  if (owner.kind !== "optional" && !isDyn(owner))
    throw new CompileFault(`optMap takes an optional, not ${checker.show(owner)}`);
  const inner = owner.kind === "optional" ? owner.value : owner;
  const found = checker.check(body, extended(scope, [[variable, inner]]));
  if (!flat) return optionalOf(checker.unifier.resolve(found));
  const wanted = optionalOf(checker.unifier.fresh());
  if (checker.unifier.assignable([found], [wanted])) return checker.unifier.resolve(wanted);
  throw new CompileFault(`optFlatMap must give an optional, not ${checker.show(found)}`);
}
