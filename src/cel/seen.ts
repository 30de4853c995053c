import type { Expression, Select } from "./expression.ts";
import { dottedName, everyExpression } from "./expression.ts";
import { plainName } from "./names.ts";

/** A value that a rule looked at. */
export interface Seen {
  /** As `self.defaults.multi-region`. */
  readonly path: string;
  /** JSON; undefined where it is absent. */
  readonly value: unknown;
}

/** What the longest paths of fields from `self` hold, in their order, each once. */
export function seenBy(root: Expression, self: unknown): readonly Seen[] {
  const inner = new Set<Expression>();
  const seen = new Map<string, Seen>();
  for (const expression of everyExpression(root)) {
    const path = pathOf(expression);
    if (path === undefined) continue;
    if (expression.kind === "select") inner.add(expression.operand);
    if (inner.has(expression)) continue;
    const names = path.split(".").slice(1).map(plainName);
    const shown = ["self", ...names].join(".");
    seen.set(shown, { path: shown, value: names.reduce(memberOf, self) });
  }
  return [...seen.values()];
}

function pathOf(expression: Expression): string | undefined {
  if (expression.kind !== "identifier" && expression.kind !== "select") return undefined;
  const name = dottedName(plainly(expression));
  return name === "self" || name?.startsWith("self.") === true ? name : undefined;
}

/** The same path, were no step of it optional. */
function plainly(expression: Expression): Expression {
  if (expression.kind !== "select") return expression;
  const select: Select = { ...expression, operand: plainly(expression.operand), optional: false };
  return select;
}

function memberOf(owner: unknown, name: string): unknown {
  const isThere = typeof owner === "object" && owner !== null && Object.hasOwn(owner, name);
  return isThere ? (owner as Readonly<Record<string, unknown>>)[name] : undefined;
}
