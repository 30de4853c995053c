import type { Call, Expression } from "./expression.ts";
import type { Overload } from "./overload.ts";
import type { CelType } from "./types.ts";
import type { Value } from "./value.ts";

/** The forms that a call may have at run time, and what they are given. */
export interface Resolution {
  readonly overloads: readonly Overload[];
  readonly values: readonly Expression[];
}

/** An expression that fits its types, ready to be evaluated. */
export interface Checked {
  readonly expression: Expression;
  readonly type: CelType;
  readonly calls: ReadonlyMap<Call, Resolution>;
  /** Names of types, which are values. */
  readonly constants: ReadonlyMap<Expression, Value>;
}

/** The variables in sight, the innermost first. */
export interface Scope {
  readonly name: string;
  readonly type: CelType;
  readonly outer: Scope | undefined;
}

export function inScope(name: string, scope: Scope | undefined): CelType | undefined {
  for (let at = scope; at !== undefined; at = at.outer) if (at.name === name) return at.type;
  return undefined;
}

/** A scope with more variables. */
export function extended(
  outer: Scope | undefined,
  variables: readonly (readonly [string, CelType])[],
): Scope | undefined {
  return variables.reduce<Scope | undefined>(
    (scope, [name, type]) => ({ name, type, outer: scope }),
    outer,
  );
}
