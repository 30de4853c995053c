/** A word of a condition. */
interface Token {
  readonly kind: "path" | "literal" | "operator" | "open" | "close" | "other";
  readonly text: string;
}

const token =
  /\s+|(?<path>\.[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)|(?<literal>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|-?\d+(?:\.\d+)?|\b(?:true|false|null)\b)|(?<operator>==|!=|&&|\|\|)|(?<open>\()|(?<close>\))|(?<other>[\w.-]+|[^\s])/gu;

/** What a condition of `when` reads, and what keeps it from being one. */
export interface Condition {
  /** The paths below `.config`, as `.config.a.b`. */
  readonly paths: readonly string[];
  /** As part of a sentence; undefined where it is a condition. */
  readonly fault: string | undefined;
}

/** Reads a condition: paths below `.config` and literals, joined by `==`, `!=`, `&&` and `||`, in parentheses or not. */
export function readCondition(text: string): Condition {
  const tokens = [...tokensOf(text)];
  const paths = tokens.filter(({ kind }) => kind === "path").map((one) => one.text);
  return { paths: paths.filter((path) => isConfig(path)), fault: faultOf(tokens) };
}

export function isConfig(path: string): boolean {
  return path === ".config" || path.startsWith(".config.");
}

function* tokensOf(text: string): Iterable<Token> {
  for (const { groups = {}, 0: written } of text.matchAll(token)) {
    const kinds = ["path", "literal", "operator", "open", "close", "other"] as const;
    const kind = kinds.find((one) => groups[one] !== undefined);
    if (kind !== undefined) yield { kind, text: written };
  }
}

function faultOf(tokens: readonly Token[]): string | undefined {
  let depth = 0;
  let wantsValue = true;
  for (const one of tokens) {
    const fault = strange(one) ?? misplaced(one, wantsValue);
    if (fault !== undefined) return fault;
    depth += { open: 1, close: -1 }[one.kind as string] ?? 0;
    if (depth < 0) return "closes a parenthesis that is not open";
    wantsValue = one.kind === "open" || one.kind === "operator";
  }
  if (tokens.length === 0) return "is empty";
  if (wantsValue) return "ends before its last value";
  return depth === 0 ? undefined : "leaves a parenthesis open";
}

function strange({ kind, text }: Token): string | undefined {
  if (kind === "other") return `has ${text}, which is no part of a condition`;
  if (kind !== "path" || text.startsWith(".config.")) return undefined;
  return `reads ${text}, and only .config.* is known`;
}

function misplaced({ kind, text }: Token, wantsValue: boolean): string | undefined {
  const startsValue = kind === "path" || kind === "literal" || kind === "open";
  return startsValue === wantsValue ? undefined : `has ${text} in the wrong place`;
}
