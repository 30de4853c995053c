import type { Word } from "./words.ts";
import { unquoted, wordsOf } from "./words.ts";

/** What a pipeline of a template says (Go text/template, "Pipelines"), as far as its value can be told. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "variable"; readonly name: string }
  /** Fields of something; of the dot where nothing is named. */
  | {
      readonly kind: "fields";
      readonly of: Expression | undefined;
      readonly steps: readonly string[];
    }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  /** A field that is called, as `.Capabilities.APIVersions.Has "v1"`. */
  | { readonly kind: "method"; readonly of: Expression };

/** Deeper parentheses than people write. */
const depthLimit = 50;

const literals: Readonly<Record<string, boolean | null>> = { true: true, false: false, nil: null };

/** What the text of an action says; undefined where it is no pipeline. */
export function expressionOf(text: string): Expression | undefined {
  const reader = new Reader([...wordsOf(text)]);
  const expression = reader.pipeline(0);
  return reader.isAtEnd ? expression : undefined;
}

class Reader {
  readonly #words: readonly Word[];
  #next = 0;

  constructor(words: readonly Word[]) {
    this.#words = words;
  }

  get isAtEnd(): boolean {
    return this.#next === this.#words.length;
  }

  /** Each command takes what the one before it gave as its last argument. */
  pipeline(depth: number): Expression | undefined {
    let given = this.#command(depth);
    while (given !== undefined && this.#take("|")) {
      const command = this.#command(depth);
      given = command?.kind === "call" ? { ...command, args: [...command.args, given] } : undefined;
    }
    return given;
  }

  #command(depth: number): Expression | undefined {
    const word = this.#words[this.#next];
    if (word?.kind === "function") {
      this.#next += 1;
      const args = this.#operands(depth);
      return args && { kind: "call", name: word.text, args };
    }
    const [first, ...args] = this.#operands(depth) ?? [];
    return first === undefined || args.length === 0 ? first : { kind: "method", of: first };
  }

  #operands(depth: number): readonly Expression[] | undefined {
    const operands: Expression[] = [];
    while (!this.isAtEnd && !this.#isAt("|") && !this.#isAt(")")) {
      const operand = this.#operand(depth);
      if (operand === undefined) return undefined;
      operands.push(operand);
    }
    return operands;
  }

  #operand(depth: number): Expression | undefined {
    const word = this.#words[this.#next];
    if (word === undefined) return undefined;
    if (word.kind === "field") return this.#fields(undefined, undefined);
    this.#next += 1;
    if (word.kind === "string") return { kind: "literal", value: unquoted(word.text) };
    if (word.kind === "function") return { kind: "call", name: word.text, args: [] };
    if (word.kind === "variable")
      return this.#fields({ kind: "variable", name: word.text }, word.start + word.text.length);
    if (word.kind === "keyword") return literalOf(literals[word.text]);
    return this.#other(word.text, depth);
  }

  #other(text: string, depth: number): Expression | undefined {
    if (text === ".") return { kind: "fields", of: undefined, steps: [] };
    if (text !== "(") return /\d/u.test(text) ? literalOf(Number(text)) : undefined;
    const inner = depth < depthLimit ? this.pipeline(depth + 1) : undefined;
    const closing = this.#words[this.#next];
    if (inner === undefined || closing === undefined || !this.#take(")")) return undefined;
    return this.#fields(inner, closing.start + 1);
  }

  /** The fields that follow without a space. */
  #fields(of: Expression | undefined, from: number | undefined): Expression | undefined {
    const steps: string[] = [];
    let end = from;
    for (;;) {
      const word = this.#words[this.#next];
      if (word?.kind !== "field" || (end !== undefined && word.start !== end)) break;
      steps.push(word.text.slice(1));
      end = word.start + word.text.length;
      this.#next += 1;
    }
    return steps.length === 0 ? of : { kind: "fields", of, steps };
  }

  #take(text: string): boolean {
    const isThere = this.#isAt(text);
    if (isThere) this.#next += 1;
    return isThere;
  }

  #isAt(text: string): boolean {
    const word = this.#words[this.#next];
    return word?.kind === "other" && word.text === text;
  }
}

function literalOf(value: number | boolean | null | undefined): Expression | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : { kind: "literal", value };
}
