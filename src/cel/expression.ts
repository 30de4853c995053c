import type { KubernetesMinor } from "./overload.ts";
import type { Value } from "./value.ts";

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

export interface Literal {
  readonly kind: "literal";
  readonly value: Value;
}

export interface Identifier {
  readonly kind: "identifier";
  readonly name: string;
}

/** `a.b`, or `a.?b` where it is optional. */
export interface Select {
  readonly kind: "select";
  readonly operand: Expression;
  readonly field: string;
  readonly optional: boolean;
}

/** A function or an operator, the latter by cel-go's name for it, as `_+_`. */
export interface Call {
  readonly kind: "call";
  readonly name: string;
  readonly target: Expression | undefined;
  readonly arguments: readonly Expression[];
}

/** A macro that goes through a list or a map. */
export interface Loop {
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
export interface OptionalMap {
  readonly kind: "optionalMap";
  readonly target: Expression;
  readonly variable: string;
  readonly body: Expression;
  readonly flat: boolean;
}

/** An entry that is there only where its optional value is, as `[?a]`. */
export interface ListItem {
  readonly value: Expression;
  readonly optional: boolean;
}

export interface MapEntry extends ListItem {
  readonly key: Expression;
}

export type Expression =
  | Literal
  | Identifier
  | Select
  | Call
  | Loop
  | OptionalMap
  | { readonly kind: "has"; readonly select: Select }
  | { readonly kind: "list"; readonly items: readonly ListItem[] }
  | { readonly kind: "map"; readonly entries: readonly MapEntry[] }
  | {
      readonly kind: "logic";
      readonly name: "&&" | "||";
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "condition";
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    };

type Kind = Expression["kind"];
type Inner = {
  readonly [K in Kind]: (expression: Extract<Expression, { kind: K }>) => readonly Expression[];
};

const inner: Inner = {
  literal: () => [],
  identifier: () => [],
  select: ({ operand }) => [operand],
  has: ({ select }) => [select],
  call: ({ target, arguments: values }) => [...optionally(target), ...values],
  list: ({ items }) => items.map(({ value }) => value),
  map: ({ entries }) => entries.flatMap(({ key, value }) => [key, value]),
  logic: ({ left, right }) => [left, right],
  condition: ({ test, yes, no }) => [test, yes, no],
  optionalMap: ({ target, body }) => [target, body],
  loop: ({ range, filter, body }) => [range, ...optionally(filter), body],
};

function optionally(expression: Expression | undefined): readonly Expression[] {
  return expression === undefined ? [] : [expression];
}

/** The expressions directly within another one. */
export function within(expression: Expression): readonly Expression[] {
  const read = inner[expression.kind] as (one: Expression) => readonly Expression[];
  return read(expression);
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
