import { hasDefault } from "./expression.ts";
import type { Part } from "./expression.ts";
import { operate } from "./functions.ts";
import { parseParts } from "./parse.ts";

/** What the variables stand for, by name. */
export type Values = ReadonlyMap<string, string>;

export const noValues: Values = new Map();

/** Texts that are filled in, in characters. */
const longest = 10_000;

/**
 * The text that Flux applies for one with `${…}` in it. As it was written where a value is not known, or where Flux
 * refuses it.
 */
export function substitute(text: string, values: Values): string {
  if (!text.includes("$") || text.length > longest) return text;
  const { parts, refusedAt } = parseParts(text);
  return (refusedAt === undefined ? filled(parts, values) : undefined) ?? text;
}

function filled(parts: readonly Part[], values: Values): string | undefined {
  let text = "";
  for (const part of parts) {
    const piece = typeof part === "string" ? part : valueOf(part, values);
    if (piece === undefined || piece.length > longest) return undefined;
    text += piece;
  }
  return text;
}

function valueOf(expression: Exclude<Part, string>, values: Values): string | undefined {
  const { name, operator, operands } = expression;
  const value = values.get(name) ?? (hasDefault(expression) ? "" : undefined);
  if (value === undefined) return undefined;
  const needed = hasDefault(expression) && value !== "" ? [] : operands;
  const filledIn: string[] = [];
  for (const operand of needed) {
    const text = filled(operand, values);
    if (text === undefined) return undefined;
    filledIn.push(text);
  }
  return operate(operator, value, filledIn);
}
