/** A text with its `${…}` taken apart: plain text and expressions in turn. */
export type Part = string | Expression;

/** One `${…}`, as fluxcd/pkg/envsubst reads it. */
export interface Expression {
  readonly name: string;
  /** Empty for the value alone; `len` for `${#name}`. */
  readonly operator: string;
  /** What the operator works with, each a text with expressions of its own. */
  readonly operands: readonly (readonly Part[])[];
  /** Offsets in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Whether it has a value of its own where nobody gives the variable one. */
export function hasDefault({ operator }: Expression): boolean {
  return operator.endsWith("=") || /^:[-?+]$/u.test(operator);
}

/** The expressions of a text, and those in their operands, in source order. */
export function expressionsIn(parts: readonly Part[]): readonly Expression[] {
  return parts.flatMap((part) =>
    typeof part === "string" ? [] : [part, ...part.operands.flatMap(expressionsIn)],
  );
}
