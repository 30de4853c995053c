import { CompileFault } from "./fault.ts";
import { bytesLiteral, textLiteral } from "./text-literal.ts";
import { Uint } from "./value.ts";
import type { Value } from "./value.ts";

/** A token of CEL (CEL specification, "Syntax"). */
export type Token =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "name"; readonly text: string }
  | { readonly kind: "sign"; readonly text: string }
  | { readonly kind: "end"; readonly text: string };

const shapes: readonly (readonly [RegExp, (text: string) => Token | undefined])[] = [
  [/(?:[\t\n\f\r ]+|\/\/[^\n]*)/y, () => undefined],
  [/[bB]?(?:[rR](?:"""[^]*?"""|'''[^]*?'''|"[^"\r\n]*"|'[^'\r\n]*'))/y, quoted],
  [
    /[bB]?(?:"""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*')/y,
    quoted,
  ],
  [/(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)/y, double],
  [/(?:0x[\da-fA-F]+|\d+)[uU]?/y, integer],
  [/[A-Za-z_]\w*/y, word],
  [/(?:==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()[\]{}])/y, (text) => ({ kind: "sign", text })],
];

/** @throws CompileFault where the text has something that is no token */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < source.length;) {
    const found = tokenAt(source, at);
    if (found === undefined)
      throw new CompileFault(`it does not parse: unexpected ${source.slice(at, at + 1)}`);
    if (found.token !== undefined) tokens.push(found.token);
    at = found.end;
  }
  return [...tokens, { kind: "end", text: "the end" }];
}

function tokenAt(
  source: string,
  at: number,
): { token: Token | undefined; end: number } | undefined {
  for (const [shape, make] of shapes) {
    shape.lastIndex = at;
    const text = shape.exec(source)?.[0];
    if (text !== undefined) return { token: make(text), end: at + text.length };
  }
  return undefined;
}

function quoted(text: string): Token {
  const isBytes = /^b/iu.test(text);
  const value = isBytes ? bytesLiteral(text.slice(1)) : textLiteral(text);
  return { kind: "value", value };
}

/** @throws CompileFault for a number that no double holds */
function double(text: string): Token {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new CompileFault(`invalid double literal ${text}`);
  return { kind: "value", value };
}

function integer(text: string): Token {
  const isUnsigned = /u$/iu.test(text);
  const value = BigInt(isUnsigned ? text.slice(0, -1) : text);
  return { kind: "value", value: isUnsigned ? new Uint(value) : value };
}

const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function word(text: string): Token {
  const value = constants.get(text);
  if (value !== undefined) return { kind: "value", value };
  return text === "in" ? { kind: "sign", text } : { kind: "name", text };
}
