import type { ASTNode } from "@marcbachmann/cel-js";
import { Optional, ParseError } from "@marcbachmann/cel-js";

interface Checker {
  check(node: ASTNode, context: unknown): unknown;
  getType(name: string): unknown;
}

interface Evaluator {
  run(node: ASTNode, context: unknown): unknown;
}

interface Macro {
  typeCheck(checker: Checker, macro: unknown, context: unknown): unknown;
  evaluate(evaluator: Evaluator, macro: unknown, context: unknown): boolean;
}

/**
 * CEL's has(): whether a field is there. The library's own takes no index on the way to the field and does not ask
 * whether the schema knows the field.
 */
export function presence({ args }: { readonly args: readonly ASTNode[] }): Macro {
  const [field] = args;
  if (field?.op !== "." && field?.op !== ".?")
    throw new ParseError("has() takes a field, as has(self.field)", field);
  const [owner, name] = field.args;
  return {
    typeCheck: (checker, _, context) => {
      checker.check(field, context);
      return checker.getType("bool");
    },
    evaluate: (evaluator, _, context) => holds(evaluator.run(owner, context), name),
  };
}

function holds(owner: unknown, name: string): boolean {
  if (owner instanceof Optional) return owner.hasValue() && holds(owner.value(), name);
  if (owner instanceof Map) return owner.has(name);
  return typeof owner === "object" && owner !== null && Object.hasOwn(owner, name);
}
