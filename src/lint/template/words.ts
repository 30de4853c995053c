export interface Word {
  readonly kind: "function" | "field" | "variable" | "string" | "keyword" | "other";
  readonly text: string;
  /** Offset in the action's body. */
  readonly start: number;
}

const keywords: ReadonlySet<string> = new Set(
  "if else end range with define block template break continue nil true false".split(" "),
);

const token =
  /(?<string>"(?:\\.|[^"\\])*"|`[^`]*`|'(?:\\.|[^'\\])*')|(?<variable>\$[\p{L}\p{N}_]*)|(?<field>\.[\p{L}_][\p{L}\p{N}_]*)|(?<other>[+-]?\.?\d[\w.+-]*|[^\s\p{L}_])|(?<name>[\p{L}_][\p{L}\p{N}_]*)/gu;

/** The words of an action's body as Go's lexer tells them apart; a bare name that is no keyword calls a function. */
export function* wordsOf(body: string): Iterable<Word> {
  for (const { groups = {}, index: start, 0: text } of body.matchAll(token)) {
    yield { kind: kindOf(groups, text), text, start };
  }
}

function kindOf(groups: Readonly<Record<string, string | undefined>>, text: string): Word["kind"] {
  if (groups["name"] !== undefined) return keywords.has(text) ? "keyword" : "function";
  if (groups["string"] !== undefined) return "string";
  if (groups["variable"] !== undefined) return "variable";
  return groups["field"] === undefined ? "other" : "field";
}

/** The text of a quoted or raw string. */
export function unquoted(word: string): string {
  return word.slice(1, -1).replace(/\\(.)/gsu, "$1");
}
