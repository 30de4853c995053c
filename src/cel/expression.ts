import type { KubernetesMinor } from "./overload.ts";
import type { Value } from "./value.ts";

/** The place of an expression in its source, UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type LoopName =
  | "all"
  | "exists"
  | "existsOne"
  | "map"
  | "filter"
  | "transformList"
  | "transformMap"
  | "transformMapEntry"
  | "sortBy";

export interface Literal extends Range {
  readonly kind: "literal";
  readonly value: Value;
}

export interface Identifier extends Range {
  readonly kind: "identifier";
  readonly name: string;
}

/** `a.b`, or `a.?b` where it is optional. */
export interface Select extends Range {
  readonly kind: "select";
  readonly operand: Expression;
  readonly field: string;
  readonly optional: boolean;
}

/** A function or an operator, the latter by cel-go's name for it, as `_+_`. */
export interface Call extends Range {
  readonly kind: "call";
  readonly name: string;
  readonly target: Expression | undefined;
  readonly arguments: readonly Expression[];
}

/** A macro that goes through a list or a map. */
export interface Loop extends Range {
  readonly kind: "loop";
  readonly name: LoopName;
  readonly range: Expression;
  /** One variable, or an index or key and its value. */
  readonly variables: readonly string[];
  readonly filter: Expression | undefined;
  readonly body: Expression;
  /** The version of Kubernetes that brought the macro in this form. */
  readonly since: KubernetesMinor;
}

/** `optMap`, and `optFlatMap` where it is flat. */
export interface OptionalMap extends Range {
  readonly kind: "optionalMap";
  readonly target: Expression;
  readonly variable: string;
  readonly body: Expression;
  readonly flat: boolean;
}

export type Expression =
  | Literal
  | Identifier
  | Select
  | Call
  | Loop
  | OptionalMap
  | ({ readonly kind: "has"; readonly select: Select } & Range)
  | ({ readonly kind: "list"; readonly items: readonly Expression[] } & Range)
  | ({
      readonly kind: "map";
      readonly entries: readonly (readonly [Expression, Expression])[];
    } & Range)
  | ({
      readonly kind: "logic";
      readonly name: "&&" | "||";
      readonly left: Expression;
      readonly right: Expression;
    } & Range)
  | ({
      readonly kind: "condition";
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    } & Range);

/** The expressions directly within another one. */
export function within(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "identifier":
      return [];
    case "select":
      return [expression.operand];
    case "has":
      return [expression.select];
    case "call":
      return [
        ...(expression.target === undefined ? [] : [expression.target]),
        ...expression.arguments,
      ];
    case "list":
      return expression.items;
    case "map":
      return expression.entries.flat();
    case "logic":
      return [expression.left, expression.right];
    case "condition":
      return [expression.test, expression.yes, expression.no];
    case "optionalMap":
      return [expression.target, expression.body];
    case "loop":
      return [
        expression.range,
        ...(expression.filter === undefined ? [] : [expression.filter]),
        expression.body,
      ];
  }
}

/** An expression and everything in it, those around before those within. */
export function* everyExpression(root: Expression): Iterable<Expression> {
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    open.push(...within(next).toReversed());
  }
}

/** `a.b.c` where the expression is a chain of plain names. */
export function dottedName(expression: Expression): string | undefined {
  if (expression.kind === "identifier") return expression.name;
  if (expression.kind !== "select" || expression.optional) return undefined;
  const owner = dottedName(expression.operand);
  return owner === undefined ? undefined : `${owner}.${expression.field}`;
}
