import { Cursor } from "./cursor.ts";
import type { Expression, ListItem, MapEntry } from "./expression.ts";
import { methodExpression, plainExpression } from "./macros.ts";

/** What operators join: literals, names, calls, fields, entries, and brackets around a whole expression. */
export abstract class Operand extends Cursor {
  abstract expression(): Expression;

  /** Signs of one kind in a row; two of them undo each other, whatever stands behind. */
  unary(): Expression {
    const sign = this.is("!") ? "!" : "-";
    let count = 0;
    while (this.is(sign) && !this.#isNegative(count)) {
      this.skip(1);
      count += 1;
    }
    const operand = this.#isNegative(sign === "!" ? 0 : count) ? this.#negative() : this.#member();
    if (count % 2 === 0) return operand;
    return { kind: "call", name: `${sign}_`, target: undefined, arguments: [operand] };
  }

  /** The sign of a number belongs to it, where no other minus goes before: the least int has no positive twin. */
  #isNegative(minuses: number): boolean {
    const next = this.ahead(1);
    if (minuses > 0 || !this.is("-") || next.kind !== "value") return false;
    return typeof next.value === "bigint" || typeof next.value === "number";
  }

  #negative(): Expression {
    this.skip(1);
    const value = this.literal();
    const negative = typeof value === "bigint" || typeof value === "number" ? -value : null;
    return this.#members({ kind: "literal", value: negative });
  }

  #member(): Expression {
    return this.#members(this.#primary());
  }

  #members(first: Expression): Expression {
    let owner = first;
    for (let sign = this.takeOne([".", "["]); sign !== undefined; sign = this.takeOne([".", "["]))
      owner = sign === "." ? this.#field(owner) : this.#entry(owner);
    return owner;
  }

  #field(operand: Expression): Expression {
    const optional = this.take("?");
    const field = this.name();
    if (optional || !this.take("(")) return { kind: "select", operand, field, optional };
    return methodExpression(field, operand, this.#arguments());
  }

  #entry(owner: Expression): Expression {
    const name = this.take("?") ? "_[?_]" : "_[_]";
    const key = this.expression();
    this.expect("]");
    return { kind: "call", name, target: undefined, arguments: [owner, key] };
  }

  #primary(): Expression {
    const value = this.literal();
    if (value !== undefined) return { kind: "literal", value };
    if (this.take("(")) {
      const inner = this.expression();
      this.expect(")");
      return inner;
    }
    if (this.take("[")) return { kind: "list", items: this.#until("]", () => this.#item()) };
    if (this.take("{")) return { kind: "map", entries: this.#until("}", () => this.#mapEntry()) };
    this.take(".");
    const name = this.identifier();
    return this.take("(") ? plainExpression(name, this.#arguments()) : { kind: "identifier", name };
  }

  #arguments(): readonly Expression[] {
    const values: Expression[] = [];
    if (this.take(")")) return values;
    do values.push(this.expression());
    while (this.take(","));
    this.expect(")");
    return values;
  }

  #item(): ListItem {
    const optional = this.take("?");
    return { value: this.expression(), optional };
  }

  #mapEntry(): MapEntry {
    const optional = this.take("?");
    const key = this.expression();
    this.expect(":");
    return { key, value: this.expression(), optional };
  }

  /** Entries between commas; one may stand after the last. */
  #until<T>(end: string, read: () => T): readonly T[] {
    const entries: T[] = [];
    while (!this.take(end)) {
      entries.push(read());
      if (this.take(",")) continue;
      this.expect(end);
      break;
    }
    return entries;
  }
}
