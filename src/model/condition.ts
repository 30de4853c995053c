import { member } from "./json.ts";

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

/**
 * Reads a condition: paths below `.config` and literals, joined by `==`, `!=`, `&&` and `||`, in parentheses or not; the
 * whole may stand in `{{ }}`.
 */
export function readCondition(text: string): Condition {
  const tokens = tokensOf(text);
  const paths = tokens.filter(({ kind }) => kind === "path").map((one) => one.text);
  return { paths: paths.filter((path) => isConfig(path)), fault: faultOf(tokens) };
}

/**
 * Whether the condition holds for a configuration. `==` and `!=` bind before `&&`, and that before `||`; a field that is
 * not there is null; what stands alone holds unless it is false, null, 0 or empty. False for what is no condition.
 */
export function holds(text: string, config: unknown): boolean {
  const tokens = tokensOf(text);
  return faultOf(tokens) === undefined && isTruthy(new Evaluation(tokens, config).any());
}

export function isConfig(path: string): boolean {
  return path === ".config" || path.startsWith(".config.");
}

/** The value at a path as `.config.a.b`, its first step left out; undefined where nothing is there. */
export function valueAt(path: string, root: unknown): unknown {
  return path
    .split(".")
    .slice(2)
    .reduce((value, step) => member(value, step), root);
}

/** As Go's templates have it. */
export function isTruthy(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return Boolean(value);
  return Object.keys(value).length > 0;
}

class Evaluation {
  readonly #tokens: readonly Token[];
  readonly #config: unknown;
  #next = 0;

  constructor(tokens: readonly Token[], config: unknown) {
    this.#tokens = tokens;
    this.#config = config;
  }

  any(): unknown {
    let value = this.#all();
    while (this.#takes("||")) {
      const other = this.#all();
      value = isTruthy(value) || isTruthy(other);
    }
    return value;
  }

  #all(): unknown {
    let value = this.#equality();
    while (this.#takes("&&")) {
      const other = this.#equality();
      value = isTruthy(value) && isTruthy(other);
    }
    return value;
  }

  #equality(): unknown {
    let value = this.#operand();
    for (;;) {
      const isEqual = this.#takes("==");
      if (!isEqual && !this.#takes("!=")) return value;
      value = same(value, this.#operand()) === isEqual;
    }
  }

  #operand(): unknown {
    const { kind, text } = this.#tokens[this.#next] ?? { kind: "other", text: "" };
    this.#next += 1;
    if (kind === "path") return valueAt(text, this.#config);
    if (kind !== "open") return literalOf(text);
    const value = this.any();
    this.#next += 1;
    return value;
  }

  #takes(operator: string): boolean {
    if (this.#tokens[this.#next]?.text !== operator) return false;
    this.#next += 1;
    return true;
  }
}

function literalOf(text: string): unknown {
  if (/^["']/u.test(text)) return text.slice(1, -1).replaceAll(/\\(.)/gsu, "$1");
  return JSON.parse(text);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

/** Numbers are numbers, however they were read; a field that is not there is null. */
function plain(value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : (value ?? null);
}

function tokensOf(text: string): readonly Token[] {
  const kinds = ["path", "literal", "operator", "open", "close", "other"] as const;
  return [...bare(text).matchAll(token)].flatMap(({ groups = {}, 0: written }) => {
    const kind = kinds.find((one) => groups[one] !== undefined);
    return kind === undefined ? [] : [{ kind, text: written }];
  });
}

function bare(text: string): string {
  return /^\s*\{\{-?\s(?<inside>.*)\s-?\}\}\s*$/su.exec(text)?.groups?.["inside"] ?? text;
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
