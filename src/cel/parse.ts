import type { Expression } from "./expression.ts";
import { within } from "./expression.ts";
import { CompileFault } from "./fault.ts";
import { Operand } from "./parse-operand.ts";
import { tokensOf } from "./tokens.ts";

/** cel-go takes no longer ones (ParserExpressionSizeLimit). */
const LONGEST = 100_000;

/** Deeper ones would exhaust the stack. */
const DEEPEST = 1000;

/** Reads an expression (CEL specification, "Syntax"), macros expanded. @throws CompileFault where the text is no CEL */
export function parse(source: string): Expression {
  if (source.length > LONGEST) throw new CompileFault(`it is longer than ${LONGEST} letters`);
  const parser = new Parser(tokensOf(source));
  const expression = parser.expression();
  parser.end();
  if (isDeeper(expression)) throw new CompileFault("it does not parse: it is too deep");
  return expression;
}

function isDeeper(root: Expression): boolean {
  let level: readonly Expression[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap(within);
  }
  return false;
}

/** From the loosest to the tightest; every one is grouped from the left. */
const levels: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["<", "<=", ">", ">=", "==", "!=", "in"],
  ["+", "-"],
  ["*", "/", "%"],
];

/** What joins operands. */
class Parser extends Operand {
  override expression(): Expression {
    return this.nested(() => {
      const test = this.#level(0);
      if (!this.take("?")) return test;
      const yes = this.#level(0);
      this.expect(":");
      return { kind: "condition", test, yes, no: this.expression() };
    });
  }

  #level(at: number): Expression {
    const signs = levels[at];
    if (signs === undefined) return this.unary();
    let left = this.#level(at + 1);
    for (let sign = this.takeOne(signs); sign !== undefined; sign = this.takeOne(signs))
      left = joined(sign, left, this.#level(at + 1));
    return left;
  }
}

function joined(sign: string, left: Expression, right: Expression): Expression {
  if (sign === "||" || sign === "&&") return { kind: "logic", name: sign, left, right };
  const name = sign === "in" ? "@in" : `_${sign}_`;
  return { kind: "call", name, target: undefined, arguments: [left, right] };
}
