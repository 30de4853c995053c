import { checkLiterals } from "./check-arguments.ts";
import type { Checker } from "./check.ts";
import type { Resolution, Scope } from "./checked.ts";
import type { Call, Expression } from "./expression.ts";
import { dottedName } from "./expression.ts";
import { CompileFault } from "./fault.ts";
import type { Functions } from "./library/index.ts";
import { celName } from "./names.ts";
import type { Overload } from "./overload.ts";
import { typeName } from "./type-name.ts";
import type { CelType } from "./types.ts";
import { basic, isDyn, withParts } from "./types.ts";

interface Resolved {
  readonly resolution: Resolution;
  readonly type: CelType;
}

/**
 * Finds the forms of a function that take the arguments, as cel-go does: where several do and differ in what they
 * give, the result is dyn.
 * @throws CompileFault where there is no such function, or none of its forms takes them
 */
export function resolveCall(checker: Checker, call: Call, scope: Scope | undefined): Resolved {
  const { name, overloads, target } = named(checker.functions, call);
  const values = [...(target === undefined ? [] : [target]), ...call.arguments];
  const { mixes } = checker;
  checker.mixes ||= name === "format";
  const types = values.map((value) => checker.check(value, scope));
  checker.mixes = mixes;
  const fitting = overloads
    .filter(({ isMethod }) => isMethod === (target !== undefined))
    .flatMap((overload) => {
      const type = applied(checker, overload, types);
      return type === undefined ? [] : [{ overload, type }];
    });
  const [first, ...others] = fitting;
  if (first === undefined) throw noForm(checker, name, values, types);
  checkLiterals(checker, name, values);
  const isOne = others.every(({ type }) => sameType(checker, type, first.type));
  return {
    resolution: { overloads: fitting.map(({ overload }) => overload), values },
    type: isOne || isDyn(first.type) ? first.type : basic("dyn"),
  };
}

interface Named {
  readonly name: string;
  readonly overloads: readonly Overload[];
  /** Undefined for a function with a dotted name, as `sets.contains`. */
  readonly target: Expression | undefined;
}

function named(functions: Functions, { name, target }: Call): Named {
  const prefix = target === undefined ? undefined : dottedName(target);
  const dotted = `${prefix ?? ""}.${name}`;
  const spaced = prefix === undefined ? [] : functions.named(dotted);
  if (spaced.length > 0) return { name: dotted, overloads: spaced, target: undefined };
  const overloads = functions.named(name);
  if (overloads.length > 0) return { name, overloads, target };
  const later = functions.laterIn(dotted) ?? functions.laterIn(name);
  throw new CompileFault(
    later === undefined
      ? `Kubernetes has no function ${name}`
      : `the function ${name} came with Kubernetes 1.${later}`,
  );
}

/** What a form gives for these arguments; undefined where it does not take them. */
function applied(
  { unifier }: Checker,
  { parameters, result }: Overload,
  types: readonly CelType[],
): CelType | undefined {
  const fresh = new Map<string, CelType>();
  const instance = (type: CelType): CelType => {
    if (type.kind !== "param") return withParts(type, instance);
    const made = fresh.get(type.name) ?? unifier.fresh();
    fresh.set(type.name, made);
    return made;
  };
  const wanted = parameters.map(instance);
  return unifier.assignable(types, wanted) ? unifier.resolve(instance(result)) : undefined;
}

function sameType(checker: Checker, a: CelType, b: CelType): boolean {
  return typeName(checker.unifier.resolve(a)) === typeName(checker.unifier.resolve(b));
}

function noForm(
  checker: Checker,
  name: string,
  values: readonly Expression[],
  types: readonly CelType[],
): CompileFault {
  const shown = types.map((type) => checker.show(type)).join(", ");
  const [owner] = types.map((type) => checker.unifier.resolve(type));
  const key = values[1]?.kind === "literal" ? values[1].value : undefined;
  const isField = name === "_[_]" && owner?.kind === "object" && typeof key === "string";
  const hint = isField
    ? `: an object with named properties is no map, write .${celName(key) ?? key}`
    : "";
  return new CompileFault(`found no matching overload for '${name}' applied to (${shown})${hint}`);
}
