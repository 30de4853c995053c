import type { Answer } from "./answer.ts";
import { cluster, fieldOf, known, undecided, unknown } from "./answer.ts";
import type { Expression } from "./expression.ts";
import { callFunction } from "./known-functions.ts";
import type { ValuesView } from "./values-view.ts";

/** What the dot stands for: the root of all, a part of the values, or something that only the render knows. */
export type Dot =
  | { readonly kind: "root" }
  | { readonly kind: "values"; readonly path: readonly string[] }
  | { readonly kind: "unknown" };

/** What an expression can see. */
export interface Scope {
  readonly dot: Dot;
  readonly values: ValuesView;
  /** The value of `$name`, asked with the name alone. */
  readonly variable: (name: string) => Answer;
}

/** Beyond it nothing is looked at: pieces of a text that nobody wrote by hand. */
const depthLimit = 100;

/** The value of an expression under the default values. */
export function evaluate(
  expression: Expression | undefined,
  scope: Scope,
  depth: number = 0,
): Answer {
  if (expression === undefined || depth > depthLimit) return unknown;
  switch (expression.kind) {
    case "literal":
      return known(expression.value);
    case "variable":
      return scope.variable(expression.name);
    case "fields":
      return fieldsOf(expression.of, expression.steps, { scope, depth });
    case "method":
      return undecided([evaluate(expression.of, scope, depth + 1)]);
    case "call":
      return call(expression, scope, depth + 1);
  }
}

function call(
  { name, args }: Extract<Expression, { kind: "call" }>,
  scope: Scope,
  depth: number,
): Answer {
  if (name === "lookup") return cluster;
  const answers = args.map((arg) => evaluate(arg, scope, depth));
  return callFunction(name, answers);
}

interface Where {
  readonly scope: Scope;
  readonly depth: number;
}

function fieldsOf(
  of: Expression | undefined,
  steps: readonly string[],
  { scope, depth }: Where,
): Answer {
  const isRoot = of === undefined ? scope.dot.kind === "root" : isDollar(of);
  if (isRoot) return fromRoot(steps, scope);
  if (of === undefined) return scope.dot.kind === "values" ? within(steps, scope) : unknown;
  const base = evaluate(of, scope, depth + 1);
  if (base.state !== "known") return base;
  const value = fieldOf(base.value, steps);
  return value === undefined ? unknown : known(value, base);
}

function isDollar(expression: Expression): boolean {
  return expression.kind === "variable" && expression.name === "$";
}

function fromRoot([first, ...steps]: readonly string[], { values }: Scope): Answer {
  if (first === "Values") return values.at(steps);
  return first === "Capabilities" && steps[0] === "APIVersions" ? cluster : unknown;
}

function within(steps: readonly string[], { dot, values }: Scope): Answer {
  return dot.kind === "values" ? values.at([...dot.path, ...steps]) : unknown;
}
