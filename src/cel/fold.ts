import type { Checked } from "./checked.ts";
import { Budget } from "./cost.ts";
import { Evaluator } from "./evaluate.ts";
import type { Expression } from "./expression.ts";
import { within } from "./expression.ts";
import { CompileFault, EvaluationFault } from "./fault.ts";
import type { Value } from "./value.ts";

const conversions: ReadonlySet<string> = new Set([
  "bool",
  "bytes",
  "double",
  "duration",
  "dyn",
  "int",
  "string",
  "timestamp",
  "type",
  "uint",
]);

/**
 * Works out beforehand what depends on nothing: lists and maps of literals, and conversions of them. It then costs
 * nothing, and one that fails is a fault of the expression, as on an API server.
 * @throws CompileFault
 */
export function folded(checked: Checked): Checked {
  const constants = new Map<Expression, Value>(checked.constants);
  const known = { ...checked, constants };
  const visit = (expression: Expression): boolean => {
    const areKnown = within(expression).map(visit);
    if (expression.kind === "literal" || constants.has(expression)) return true;
    if (!isFoldable(expression) || areKnown.includes(false)) return false;
    constants.set(expression, valueOf(known, expression));
    return true;
  };
  visit(checked.expression);
  return known;
}

function isFoldable(expression: Expression): boolean {
  if (expression.kind === "list") return expression.items.every(({ optional }) => !optional);
  if (expression.kind === "map") return expression.entries.every(({ optional }) => !optional);
  if (expression.kind !== "call") return false;
  const { name, target, arguments: values } = expression;
  return target === undefined && values.length === 1 && conversions.has(name);
}

function valueOf(checked: Checked, expression: Expression): Value {
  try {
    const budget = new Budget();
    budget.beginRule();
    return new Evaluator(checked, budget).run(expression, undefined);
  } catch (error) {
    if (error instanceof EvaluationFault) throw new CompileFault(error.message);
    throw error;
  }
}
