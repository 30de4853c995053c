import type { Checked } from "./checked.ts";
import type { Budget } from "./cost.ts";
import { evaluateLoop, evaluateOptionalMap } from "./evaluate-loop.ts";
import type { Call, Expression, ListItem, MapEntry, Select } from "./expression.ts";
import { EvaluationFault, noOverload } from "./fault.ts";
import { entryOf } from "./library/access.ts";
import type { Overload } from "./overload.ts";
import { fits, runtimeType } from "./type-of.ts";
import { CelList, CelMap, isObject, Optional } from "./value.ts";
import type { Value } from "./value.ts";

/** The values of the variables in sight, the innermost first. */
export interface Bindings {
  readonly name: string;
  readonly value: Value;
  readonly outer: Bindings | undefined;
}

/** Evaluates one checked expression and counts what it costs, as cel-go does. */
export class Evaluator {
  readonly budget: Budget;
  readonly #checked: Checked;

  constructor(checked: Checked, budget: Budget) {
    this.#checked = checked;
    this.budget = budget;
  }

  /** @throws EvaluationFault, CostFault */
  run(expression: Expression, bindings: Bindings | undefined): Value {
    const constant = this.#checked.constants.get(expression);
    if (constant !== undefined) return constant;
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "identifier":
        return this.#name(expression.name, bindings);
      case "select":
        return this.#select(expression, bindings);
      case "has":
        return this.#has(expression.select, bindings);
      case "call":
        return this.#call(expression, bindings);
      case "loop":
        return evaluateLoop(this, expression, bindings);
      case "optionalMap":
        return evaluateOptionalMap(this, expression, bindings);
      default:
        return this.#compound(expression, bindings);
    }
  }

  /** @throws EvaluationFault where it gives no bool */
  holds(expression: Expression, bindings: Bindings | undefined): boolean {
    const value = this.run(expression, bindings);
    if (typeof value === "boolean") return value;
    throw noOverload("bool", [runtimeType(value)]);
  }

  #compound(
    expression: Extract<Expression, { kind: "list" | "map" | "logic" | "condition" }>,
    bindings: Bindings | undefined,
  ): Value {
    switch (expression.kind) {
      case "list": {
        const items = expression.items.map((item) => this.#entry(item, bindings));
        this.budget.spend(10);
        return new CelList(items.filter((item) => item !== undefined));
      }
      case "map":
        return this.#map(expression.entries, bindings);
      case "condition":
        return this.run(
          this.holds(expression.test, bindings) ? expression.yes : expression.no,
          bindings,
        );
      case "logic":
        return this.#logic(expression, bindings);
    }
  }

  /** A side that decides alone hides what went wrong in the other. */
  #logic(
    { name, left, right }: Extract<Expression, { kind: "logic" }>,
    bindings: Bindings | undefined,
  ): boolean {
    const decides = name === "||";
    const first = this.attempt(left, bindings);
    if (first === decides) return decides;
    const second = this.attempt(right, bindings);
    if (second === decides) return decides;
    if (first instanceof EvaluationFault) throw first;
    if (second instanceof EvaluationFault) throw second;
    return !decides;
  }

  attempt(expression: Expression, bindings: Bindings | undefined): boolean | EvaluationFault {
    try {
      return this.holds(expression, bindings);
    } catch (error) {
      if (error instanceof EvaluationFault) return error;
      throw error;
    }
  }

  #map(entries: readonly MapEntry[], bindings: Bindings | undefined): CelMap {
    const found = entries.flatMap((entry): readonly (readonly [Value, Value])[] => {
      const key = this.run(entry.key, bindings);
      const value = this.#entry(entry, bindings);
      return value === undefined ? [] : [[key, value]];
    });
    this.budget.spend(30);
    if (found.some(([key]) => key instanceof Uint8Array))
      throw new EvaluationFault("a map takes no bytes as a key");
    return new CelMap(found);
  }

  /** Undefined where it is optional and its value is none. */
  #entry({ value, optional }: ListItem, bindings: Bindings | undefined): Value | undefined {
    const found = this.run(value, bindings);
    if (!optional) return found;
    if (found instanceof Optional) return found.value;
    throw noOverload("optional entry", [runtimeType(found)]);
  }

  #name(name: string, bindings: Bindings | undefined): Value {
    this.budget.spend(1);
    for (let at = bindings; at !== undefined; at = at.outer) if (at.name === name) return at.value;
    throw new EvaluationFault(`no such attribute: ${name}`);
  }

  #select({ operand, field, optional }: Select, bindings: Bindings | undefined): Value {
    const owner = this.run(operand, bindings);
    const found = fieldOf(owner, field);
    if (found !== undefined) this.budget.spend(1);
    if (optional || owner instanceof Optional) return new Optional(found);
    if (found === undefined) throw new EvaluationFault(`no such key: ${field}`);
    return found;
  }

  #has({ operand, field }: Select, bindings: Bindings | undefined): boolean {
    return fieldOf(this.run(operand, bindings), field) !== undefined;
  }

  #call(call: Call, bindings: Bindings | undefined): Value {
    const resolution = this.#checked.calls.get(call);
    if (resolution === undefined) throw new Error(`${call.name} was not checked`);
    if (call.name === "orValue" || call.name === "or")
      return this.#alternative(call.name, resolution.values, bindings);
    const values = resolution.values.map((value) => this.run(value, bindings));
    const overload = resolution.overloads.find((one) => takesAll(one, values));
    if (overload === undefined) return this.#unfit(call, values);
    this.budget.spend(this.#isInConstants(call) ? 0 : (overload.cost?.(values) ?? 1));
    return overload.run(...values);
  }

  /** An optional entry of what has no entries is none. */
  #unfit({ name }: Call, values: readonly Value[]): Value {
    this.budget.spend(1);
    if (name === "_[?_]") return new Optional(undefined);
    throw noOverload(name, values.map(runtimeType));
  }

  /** Membership in a list of literals is looked up, not searched. */
  #isInConstants({ name, arguments: [, list] }: Call): boolean {
    if (name !== "@in" || list === undefined) return false;
    return this.#checked.constants.get(list) instanceof CelList;
  }

  /** `or` and `orValue` look at their other value only where the first is none. */
  #alternative(name: string, values: readonly Expression[], bindings: Bindings | undefined): Value {
    const [first, second] = values.map((value) => () => this.run(value, bindings));
    const owner = first?.() ?? null;
    if (!(owner instanceof Optional)) throw noOverload(name, [runtimeType(owner)]);
    if (owner.value === undefined) return second?.() ?? null;
    return name === "or" ? owner : owner.value;
  }
}

function takesAll({ parameters }: Overload, values: readonly Value[]): boolean {
  return parameters.every((type, at) => fits(values[at] ?? null, type));
}

/** Undefined where there is none, be it that the owner has no fields at all. */
function fieldOf(owner: Value, field: string): Value | undefined {
  const inner = owner instanceof Optional ? owner.value : owner;
  if (inner === undefined) return undefined;
  return inner instanceof CelMap || inner instanceof CelList || isObject(inner)
    ? entryOf(inner, field)
    : undefined;
}
