import { CompileFault } from "./fault.ts";
import type { Token } from "./tokens.ts";
import type { Value } from "./value.ts";

/** cel-go's limit on how deep expressions nest. */
const DEEPEST = 250;

const end: Token = { kind: "end", text: "the end" };

/** CEL keeps these for itself; a field may bear such a name, nothing else may. */
const reserved: ReadonlySet<string> = new Set(
  "as break const continue else for function if import let loop package namespace return var void while".split(
    " ",
  ),
);

/** Goes through tokens. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  ahead(count: number): Token {
    return this.#tokens[this.#at + count] ?? end;
  }

  skip(count: number): void {
    this.#at += count;
  }

  is(sign: string): boolean {
    const token = this.ahead(0);
    return token.kind === "sign" && token.text === sign;
  }

  take(sign: string): boolean {
    const found = this.is(sign);
    if (found) this.skip(1);
    return found;
  }

  takeOne(signs: readonly string[]): string | undefined {
    return signs.find((sign) => this.take(sign));
  }

  /** @throws CompileFault where another token stands there */
  expect(sign: string): void {
    if (!this.take(sign)) throw this.#unexpected();
  }

  /** @throws CompileFault where tokens are left */
  end(): void {
    if (this.ahead(0).kind !== "end") throw this.#unexpected();
  }

  literal(): Value | undefined {
    const token = this.ahead(0);
    if (token.kind !== "value") return undefined;
    this.skip(1);
    return token.value;
  }

  /** @throws CompileFault where no name stands there */
  name(): string {
    const token = this.ahead(0);
    if (token.kind !== "name") throw this.#unexpected();
    this.skip(1);
    return token.text;
  }

  /** @throws CompileFault where no name stands there, or one that CEL reserves */
  identifier(): string {
    const name = this.name();
    if (reserved.has(name))
      throw new CompileFault(`it does not parse: reserved identifier: ${name}`);
    return name;
  }

  /** @throws CompileFault where this is too deep */
  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new CompileFault("it does not parse: it is too deep");
    const found = read();
    this.#depth -= 1;
    return found;
  }

  #unexpected(): CompileFault {
    const token = this.ahead(0);
    const text = token.kind === "value" ? "a literal" : token.text;
    return new CompileFault(`it does not parse: unexpected ${text}`);
  }
}
