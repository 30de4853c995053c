import { Cursor } from "./cursor.ts";
import type { Expression, ListItem, MapEntry } from "./expression.ts";
import { methodExpression, plainExpression } from "./macros.ts";

/** What operators join: literals, names, calls, fields, entries, and brackets around a whole expression. */
export abstract class Operand extends Cursor {
  abstract expression(): Expression;

  /** Signs in a row, of one kind. */
  unary(): Expression {
    if (this.is("-") && this.ahead(1).kind === "value") return this.#negative();
    const sign = this.takeOne(["!", "-"]);
    if (sign === undefined) return this.#member();
    return this.nested(() => {
      const operand = this.is(sign) ? this.unary() : this.#member();
      return { kind: "call", name: `${sign}_`, target: undefined, arguments: [operand] };
    });
  }

  /** The sign of a number belongs to it: the least int has no positive twin. */
  #negative(): Expression {
    const next = this.ahead(1);
    const value = next.kind === "value" ? next.value : null;
    if (typeof value === "bigint" || typeof value === "number") {
      this.skip(2);
      return this.#members({ kind: "literal", value: -value });
    }
    this.skip(1);
    return { kind: "call", name: "-_", target: undefined, arguments: [this.#member()] };
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
