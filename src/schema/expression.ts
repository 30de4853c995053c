import { parsePattern } from "../model/pattern.ts";
import type { Pattern } from "../model/pattern.ts";

interface Expression {
  test(text: string): boolean;
  toString(): string;
}

/**
 * Patterns are RE2, as the API server has them: no backtracking, so no text makes a match slow. Each is compiled at its
 * first text. Ajv tells two patterns apart by their toString, and writes `code` where it prints a validator.
 */
export const expression: { (source: string): Expression; readonly code: string } = Object.assign(
  (source: string): Expression => {
    let pattern: Pattern | undefined;
    const compiled = (): Pattern => {
      const parsed = parsePattern(source);
      if (parsed === undefined) throw new Error(`not an RE2 expression: ${source}`);
      return parsed;
    };
    return { test: (text) => (pattern ??= compiled()).test(text), toString: () => source };
  },
  { code: "expression" },
);
