import type { Expression, Part } from "./expression.ts";

/** Expressions in expressions, at most; Flux knows no bound, and nobody writes three. */
const deepest = 20;

/** What is read, and how far. */
interface Reader {
  readonly text: string;
  at: number;
}

/** A text taken apart, up to the expression that Flux refuses where there is one. */
export interface Parsed {
  readonly parts: readonly Part[];
  /** Where that expression begins; Flux then refuses the text as a whole. */
  readonly refusedAt: number | undefined;
}

/**
 * Takes a text apart as Flux does before it applies a manifest (fluxcd/pkg/envsubst/parse): `$${` is a plain `${`, a
 * `$` with no brace is itself.
 */
export function parseParts(text: string): Parsed {
  const reader = { text, at: 0 };
  const parts: Part[] = [];
  let plain = "";
  while (reader.at < text.length) {
    if (isOpening(reader)) {
      const refusedAt = reader.at;
      const expression = parseExpression(reader, 0);
      if (expression === undefined) return { parts, refusedAt };
      parts.push(plain, expression);
      plain = "";
      continue;
    }
    if (text.startsWith("$$", reader.at)) reader.at += 1;
    plain += text.charAt(reader.at);
    reader.at += 1;
  }
  return { parts: [...parts, plain], refusedAt: undefined };
}

function isOpening({ text, at }: Reader): boolean {
  return text.startsWith("${", at);
}

function parseExpression(reader: Reader, depth: number): Expression | undefined {
  if (depth > deepest) return undefined;
  const start = reader.at;
  take(reader, /\$\{/uy);
  if (take(reader, /#/uy) !== "")
    return closed(reader, { name: takeName(reader), operator: "len", operands: [], start });
  const name = takeName(reader);
  const operator = take(reader, /:[-=?+]|=|,,?|\^\^?|##?|%%?|\/[/#%]?|:/uy);
  const operands = name === "" ? undefined : operandsOf(reader, operator, depth + 1);
  return operands && closed(reader, { name, operator, operands, start });
}

/** Letters, digits and underscores. Most names are ASCII, and Unicode's tables are not asked for those. */
function takeName(reader: Reader): string {
  const plain = take(reader, /\w+/uy);
  const isWhole = reader.at >= reader.text.length || reader.text.charCodeAt(reader.at) < 128;
  return isWhole ? plain : plain + take(reader, /[\p{L}\p{Nd}_]+/uy);
}

function closed(reader: Reader, open: Omit<Expression, "end">): Expression | undefined {
  if (open.name === "" || take(reader, /\}/uy) === "") return undefined;
  return { ...open, end: reader.at };
}

function operandsOf(
  reader: Reader,
  operator: string,
  depth: number,
): Expression["operands"] | undefined {
  if (operator === "" || /^[,^]/u.test(operator)) return [];
  if (/[=?+-]$/u.test(operator)) return fallback(reader, depth);
  if (operator === ":") return span(reader, depth);
  if (operator.startsWith("/")) return replacement(reader, depth);
  const pattern = operand(reader, /[^}]/uy, depth);
  return pattern && [pattern];
}

/** Any number of texts and expressions up to the closing brace. */
function fallback(reader: Reader, depth: number): Expression["operands"] | undefined {
  const operands: (readonly Part[])[] = [];
  while (!reader.text.startsWith("}", reader.at)) {
    const next = operand(reader, /[^}]/uy, depth);
    if (next === undefined) return undefined;
    operands.push(next);
  }
  return operands;
}

function span(reader: Reader, depth: number): Expression["operands"] | undefined {
  const start = operand(reader, /[^:}]/uy, depth);
  if (start === undefined || take(reader, /:+/uy) === "") return start && [start];
  const length = operand(reader, /[^}]/uy, depth);
  return length && [start, length];
}

function replacement(reader: Reader, depth: number): Expression["operands"] | undefined {
  const isEmpty = reader.text.startsWith("/", reader.at);
  const pattern = isEmpty ? [] : operand(reader, /\\[/\\]|\$(?=\$)|[^/]/uy, depth);
  if (pattern === undefined || take(reader, /\/+/uy) === "") return undefined;
  if (reader.text.startsWith("}", reader.at)) return [pattern];
  const text = operand(reader, /\\[/\\]|\$(?=\$)|[^}]/uy, depth);
  return text && [pattern, text];
}

/** One expression, or the text in front of the next one that the pattern takes, character by character. */
function operand(reader: Reader, pattern: RegExp, depth: number): readonly Part[] | undefined {
  if (isOpening(reader)) {
    const expression = parseExpression(reader, depth);
    return expression && [expression];
  }
  const isEscaping = pattern.source.includes("\\\\");
  let text = "";
  while (reader.at < reader.text.length && !isOpening(reader)) {
    const taken = take(reader, pattern);
    if (taken === "") break;
    if (isEscaping && taken === "$" && reader.text.startsWith("$", reader.at)) reader.at += 1;
    text += taken.length > 1 && taken.startsWith("\\") ? taken.slice(1) : taken;
  }
  return text === "" ? undefined : [text];
}

/** Takes what the sticky pattern matches here; empty where it does not. */
function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const [taken = ""] = pattern.exec(reader.text) ?? [];
  reader.at += taken.length;
  return taken;
}
