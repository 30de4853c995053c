import type { Expression, LoopName } from "./expression.ts";
import { CompileFault } from "./fault.ts";
import type { KubernetesMinor } from "./overload.ts";

/** `f(…)`: the macro has(), or a function. @throws CompileFault where a macro is given what it does not take */
export function plainExpression(name: string, values: readonly Expression[]): Expression {
  const [first] = values;
  if (name !== "has" || values.length !== 1)
    return { kind: "call", name, target: undefined, arguments: values };
  if (first?.kind !== "select" || first.optional)
    throw new CompileFault("has() takes a field, as has(self.field)");
  return { kind: "has", select: first };
}

interface LoopForm {
  readonly name: LoopName;
  readonly variables: 1 | 2;
  readonly hasFilter: boolean;
  readonly since: KubernetesMinor;
}

function form(name: LoopName, since: KubernetesMinor, more: Partial<LoopForm> = {}): LoopForm {
  return { name, since, variables: since === 32 ? 2 : 1, hasFilter: false, ...more };
}

/** By name and count of arguments. Those of two variables came with Kubernetes 1.32. */
const loops: ReadonlyMap<string, LoopForm> = new Map([
  ["all/2", form("all", 29)],
  ["all/3", form("all", 32)],
  ["exists/2", form("exists", 29)],
  ["exists/3", form("exists", 32)],
  ["exists_one/2", form("existsOne", 29)],
  ["exists_one/3", form("existsOne", 32)],
  ["existsOne/2", form("existsOne", 34)],
  ["existsOne/3", form("existsOne", 32)],
  ["map/2", form("map", 29)],
  ["map/3", form("map", 29, { hasFilter: true })],
  ["filter/2", form("filter", 29)],
  ["sortBy/2", form("sortBy", 34)],
  ["transformList/3", form("transformList", 32)],
  ["transformList/4", form("transformList", 32, { hasFilter: true })],
  ["transformMap/3", form("transformMap", 32)],
  ["transformMap/4", form("transformMap", 32, { hasFilter: true })],
  ["transformMapEntry/3", form("transformMapEntry", 32)],
  ["transformMapEntry/4", form("transformMapEntry", 32, { hasFilter: true })],
]);

/** `a.f(…)`: a macro, or a method. @throws CompileFault where a macro is given what it does not take */
export function methodExpression(
  name: string,
  target: Expression,
  values: readonly Expression[],
): Expression {
  const loop = loops.get(`${name}/${values.length}`);
  if (loop !== undefined) return loopExpression(loop, target, values);
  const [variable, body] = values;
  const isOptional = name === "optMap" || name === "optFlatMap";
  if (!isOptional || values.length !== 2 || variable === undefined || body === undefined)
    return { kind: "call", name, target, arguments: values };
  return {
    kind: "optionalMap",
    target,
    variable: variableOf(variable, name),
    body,
    flat: name === "optFlatMap",
  };
}

function loopExpression(
  { name, variables, hasFilter, since }: LoopForm,
  range: Expression,
  values: readonly Expression[],
): Expression {
  const names = values.slice(0, variables).map((value) => variableOf(value, name));
  if (new Set(names).size !== names.length)
    throw new CompileFault(`${name} takes two different names`);
  const body = values.at(-1);
  if (body === undefined) throw new CompileFault(`${name} takes more`);
  const filter = hasFilter ? values[variables] : undefined;
  return { kind: "loop", name, range, variables: names, filter, body, since };
}

function variableOf(expression: Expression, macro: string): string {
  if (expression.kind === "identifier") return expression.name;
  throw new CompileFault(`${macro} takes a simple name first`);
}
