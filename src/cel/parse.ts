import type { ASTNode } from "@marcbachmann/cel-js";
import { Environment, ParseError } from "@marcbachmann/cel-js";
import { UnsignedInt } from "@marcbachmann/cel-js/evaluator";

import type { Expression, Range } from "./expression.ts";
import { CompileFault } from "./fault.ts";
import { methodExpression, plainExpression } from "./macros.ts";
import { Uint } from "./value.ts";
import type { Value } from "./value.ts";

/** cel-go takes no longer ones (ParserExpressionSizeLimit). */
const LONGEST = 100_000;

/** The library's own functions and checks are not used: Kubernetes' are ours (see check.ts and evaluate.ts). */
const grammar = new Environment({ enableOptionalTypes: true, unlistedVariablesAreDyn: true });

/** @throws CompileFault where the text is no CEL */
export function parse(source: string): Expression {
  if (source.length > LONGEST) throw new CompileFault(`it is longer than ${LONGEST} letters`);
  try {
    return expressionOf(grammar.parse(source).ast);
  } catch (error) {
    if (error instanceof ParseError) throw new CompileFault(`it does not parse: ${error.summary}`);
    // Thousands of signs or brackets in a row exhaust the parser's stack; cel-go stops at 250.
    if (error instanceof RangeError) throw new CompileFault("it does not parse: it is too deep");
    throw error;
  }
}

function expressionOf(node: ASTNode): Expression {
  const range = { start: node.start, end: node.end };
  switch (node.op) {
    case "value":
      return { kind: "literal", value: literalOf(node.args), ...range };
    case "id":
      return { kind: "identifier", name: node.args, ...range };
    case ".":
    case ".?":
      return {
        kind: "select",
        operand: expressionOf(node.args[0]),
        field: node.args[1],
        optional: node.op === ".?",
        ...range,
      };
    case "call":
      return plainExpression(node.args[0], node.args[1].map(expressionOf), range);
    case "rcall": {
      const [name, target, values] = node.args;
      return methodExpression(name, expressionOf(target), values.map(expressionOf), range);
    }
    default:
      return compound(node, range);
  }
}

type Compound = Exclude<ASTNode, { op: "value" | "id" | "." | ".?" | "call" | "rcall" }>;

function compound(node: Compound, range: Range): Expression {
  switch (node.op) {
    case "list":
      return { kind: "list", items: node.args.map(expressionOf), ...range };
    case "map": {
      const entries = node.args.map(
        ([key, value]) => [expressionOf(key), expressionOf(value)] as const,
      );
      return { kind: "map", entries, ...range };
    }
    case "?:": {
      const [test, yes, no] = node.args;
      return {
        kind: "condition",
        test: expressionOf(test),
        yes: expressionOf(yes),
        no: expressionOf(no),
        ...range,
      };
    }
    case "&&":
    case "||": {
      const [left, right] = node.args;
      return {
        kind: "logic",
        name: node.op,
        left: expressionOf(left),
        right: expressionOf(right),
        ...range,
      };
    }
    default:
      return operation(node, range);
  }
}

const operators: Readonly<Record<string, string>> = {
  "!_": "!_",
  "-_": "-_",
  in: "@in",
  "[]": "_[_]",
  "[?]": "_[?_]",
};

type Operation = Exclude<Compound, { op: "list" | "map" | "?:" | "&&" | "||" }>;

function operation(node: Operation, range: Range): Expression {
  const values = Array.isArray(node.args) ? node.args : [node.args];
  const [first, ...rest] = values.map(expressionOf);
  if (node.op === "-_" && first?.kind === "literal") {
    const { value } = first;
    if (typeof value === "bigint" || typeof value === "number")
      return { kind: "literal", value: -value, ...range };
  }
  const name = operators[node.op] ?? `_${node.op}_`;
  const all = first === undefined ? [] : [first, ...rest];
  return { kind: "call", name, target: undefined, arguments: all, ...range };
}

function literalOf(value: unknown): Value {
  if (value instanceof UnsignedInt) return new Uint(value.valueOf());
  return value as Value;
}
