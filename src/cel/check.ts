import { resolveCall } from "./check-call.ts";
import { literalType } from "./check-literal.ts";
import { checkLoop, checkOptionalMap } from "./check-loop.ts";
import type { Checked, Resolution, Scope } from "./checked.ts";
import { inScope } from "./checked.ts";
import type { Call, Expression, ListItem, Select } from "./expression.ts";
import { dottedName } from "./expression.ts";
import { CompileFault } from "./fault.ts";
import type { Functions } from "./library/index.ts";
import { typeNames } from "./library/index.ts";
import { celName } from "./names.ts";
import { typeName } from "./type-name.ts";
import type { CelType, ObjectType } from "./types.ts";
import { basic, isDyn, listOf, mapOf, optionalOf } from "./types.ts";
import { Unifier } from "./unify.ts";
import { TypeValue } from "./value.ts";
import type { Value } from "./value.ts";

/** Gives every expression its type, as cel-go's checker does. One checker serves one expression. */
export class Checker {
  readonly functions: Functions;
  readonly unifier: Unifier = new Unifier();
  /** What stands in the arguments of string.format() may have any types side by side. */
  mixes = false;
  readonly #calls = new Map<Call, Resolution>();
  readonly itemTypes: Map<Expression, readonly CelType[]> = new Map();
  readonly #constants = new Map<Expression, Value>();
  /** The types side by side in literals; in the end each literal's must be the same to the letter. */
  readonly #literals: (readonly CelType[])[] = [];

  constructor(functions: Functions) {
    this.functions = functions;
  }

  /** @throws CompileFault where the expression does not fit its types */
  checked(expression: Expression, scope: Scope | undefined): Checked {
    const type = this.unifier.resolve(this.check(expression, scope), true);
    for (const literal of this.#literals) this.#mustBeOne(literal);
    return { expression, type, calls: this.#calls, constants: this.#constants };
  }

  check(expression: Expression, scope: Scope | undefined): CelType {
    switch (expression.kind) {
      case "literal":
        return literalType(expression.value);
      case "identifier":
        return this.#name(expression, expression.name, scope) ?? this.#undeclared(expression.name);
      case "select":
        return this.#select(expression, scope);
      case "has":
        this.#field(expression.select, scope);
        return basic("bool");
      case "call":
        return this.#call(expression, scope);
      case "loop":
        return checkLoop(this, expression, scope);
      case "optionalMap":
        return checkOptionalMap(this, expression, scope);
      default:
        return this.#compound(expression, scope);
    }
  }

  /** @throws CompileFault where the expression has another type */
  expect(expression: Expression, type: CelType, scope: Scope | undefined): void {
    const found = this.check(expression, scope);
    if (!this.unifier.assignable([found], [type]))
      throw new CompileFault(`expected ${typeName(type)}, found ${this.show(found)}`);
  }

  show(type: CelType): string {
    return typeName(this.unifier.resolve(type, true));
  }

  #compound(
    expression: Extract<Expression, { kind: "list" | "map" | "logic" | "condition" }>,
    scope: Scope | undefined,
  ): CelType {
    switch (expression.kind) {
      case "list": {
        const types = this.#typesOf(expression.items, scope);
        this.itemTypes.set(expression, types);
        return listOf(this.#entries(types, "items of a list"));
      }
      case "map": {
        const keys = expression.entries.map(({ key }) => this.check(key, scope));
        const values = this.#typesOf(expression.entries, scope);
        return mapOf(
          this.#entries(keys, "keys of a map"),
          this.#entries(values, "values of a map"),
        );
      }
      case "logic":
        this.expect(expression.left, basic("bool"), scope);
        this.expect(expression.right, basic("bool"), scope);
        return basic("bool");
      case "condition": {
        this.expect(expression.test, basic("bool"), scope);
        const branches = [expression.yes, expression.no].map((one) => this.check(one, scope));
        return this.#common(branches, "branches of a condition");
      }
    }
  }

  #typesOf(items: readonly ListItem[], scope: Scope | undefined): readonly CelType[] {
    return items.map(({ value, optional }) =>
      optional ? this.#optional(value, scope) : this.check(value, scope),
    );
  }

  /** The type of what stands side by side in a literal. */
  #entries(types: readonly CelType[], what: string): CelType {
    if (!this.mixes) this.#literals.push(types);
    return this.#common(types, what);
  }

  #common(types: readonly CelType[], what: string): CelType {
    const [first, ...others] = types;
    return others.reduce<CelType>((common, type) => {
      const joined = this.#join(common, type);
      if (joined !== undefined) return joined;
      const names = `${this.show(common)} and ${this.show(type)}`;
      throw new CompileFault(`the ${what} must have one type, not ${names}`);
    }, first ?? this.unifier.fresh());
  }

  #mustBeOne(types: readonly CelType[]): void {
    const [first, ...others] = types.map((type) => this.show(type));
    const other = others.find((name) => name !== first);
    if (other !== undefined)
      throw new CompileFault(`a literal must have one type, not ${first} and ${other}`);
  }

  /** What an optional entry adds where it is there. */
  #optional(value: Expression, scope: Scope | undefined): CelType {
    const type = this.unifier.resolve(this.check(value, scope));
    if (type.kind === "optional") return type.value;
    if (isDyn(type)) return type;
    throw new CompileFault(`an optional entry takes an optional value, not ${this.show(type)}`);
  }

  #join(a: CelType, b: CelType): CelType | undefined {
    return this.unifier.join(a, b) ?? (this.mixes ? basic("dyn") : undefined);
  }

  #name(expression: Expression, name: string, scope: Scope | undefined): CelType | undefined {
    const type = inScope(name, scope);
    if (type !== undefined) return type;
    if (!typeNames.has(name)) return undefined;
    this.#constants.set(expression, new TypeValue(name));
    return basic("type");
  }

  #undeclared(name: string): never {
    throw new CompileFault(`undeclared reference to '${name}'`);
  }

  #select(expression: Select, scope: Scope | undefined): CelType {
    const name = dottedName(expression);
    const named = name === undefined ? undefined : this.#name(expression, name, scope);
    return named ?? this.#field(expression, scope);
  }

  #field({ operand, field, optional }: Select, scope: Scope | undefined): CelType {
    const owner = this.unifier.resolve(this.check(operand, scope));
    const inner = owner.kind === "optional" ? this.unifier.resolve(owner.value) : owner;
    const found = this.#fieldOf(inner, field);
    return optional || owner.kind === "optional" ? optionalOf(found) : found;
  }

  #fieldOf(type: CelType, field: string): CelType {
    if (type.kind === "map") return type.value;
    if (type.kind === "object") return type.fields.get(field) ?? this.#reserved(type, field);
    if (type.kind === "param") this.unifier.assignable([basic("dyn")], [type]);
    else if (!isDyn(type))
      throw new CompileFault(`type '${typeName(type)}' does not support field selection`);
    return basic("dyn");
  }

  /** From 1.31 on a word that CEL reserves may stand for its field unescaped, where the grammar takes it. */
  #reserved(type: ObjectType, field: string): CelType {
    const found = this.functions.minor < 31 ? undefined : type.fields.get(`__${field}__`);
    return found ?? undefinedField(type, field);
  }

  #call(call: Call, scope: Scope | undefined): CelType {
    const { resolution, type } = resolveCall(this, call, scope);
    this.#calls.set(call, resolution);
    return type;
  }
}

function undefinedField({ fields }: ObjectType, field: string): never {
  const escaped = celName(field);
  const isMeant = escaped !== undefined && escaped !== field && fields.has(escaped);
  throw new CompileFault(
    `undefined field '${field}'${isMeant ? `: CEL writes it ${escaped}` : ""}`,
  );
}
