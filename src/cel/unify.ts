import type { CelType } from "./types.ts";
import { basic, isBasic, isDyn, partsOf, withParts } from "./types.ts";

/** What the variables of types stand for while one expression is checked (cel-go's rules of assignability). */
export class Unifier {
  #bindings = new Map<string, CelType>();
  #count = 0;

  fresh(): CelType {
    this.#count += 1;
    return { kind: "param", name: `_${this.#count}` };
  }

  /** Makes the types agree pairwise, or leaves everything as it was. */
  assignable(from: readonly CelType[], to: readonly CelType[]): boolean {
    if (from.length !== to.length) return false;
    const before = new Map(this.#bindings);
    const agree = from.every((type, at) => this.#agree(type, to[at] ?? basic("dyn")));
    if (!agree) this.#bindings = before;
    return agree;
  }

  /** The type with its variables replaced; those that stand for nothing stay, or become dyn. */
  resolve(type: CelType, freeIsDyn = false): CelType {
    if (type.kind !== "param") return withParts(type, (part) => this.resolve(part, freeIsDyn));
    const bound = this.#bindings.get(type.name);
    if (bound !== undefined) return this.resolve(bound, freeIsDyn);
    return freeIsDyn ? basic("dyn") : type;
  }

  /** The wider of two types that agree; undefined where they do not. */
  join(a: CelType, b: CelType): CelType | undefined {
    if (!this.assignable([a], [b])) return undefined;
    return lessSpecific(a, b) ? a : b;
  }

  #agree(a: CelType, b: CelType): boolean {
    if (b.kind === "param") {
      const bound = this.#bind(a, b.name);
      if (bound !== undefined) return bound;
    }
    if (a.kind === "param") return this.#bind(b, a.name) ?? false;
    if (isDyn(a) || isDyn(b)) return true;
    if (isBasic(a, "null")) return isNullable(b);
    if (isBasic(b, "null")) return isNullable(a);
    if (a.kind !== b.kind || nameOf(a) !== nameOf(b)) return false;
    const parts = partsOf(b);
    return partsOf(a).every((part, at) => this.#agree(part, parts[at] ?? basic("dyn")));
  }

  /** Undefined where the variable is free and may not stand for the type. */
  #bind(type: CelType, name: string): boolean | undefined {
    if (type.kind === "param" && type.name === name) return true;
    const bound = this.#bindings.get(name);
    if (bound === undefined) {
      if (this.#mentions(type, name)) return undefined;
      this.#bindings.set(name, type);
      return true;
    }
    if (!this.#agree(type, bound)) return false;
    const wider = lessSpecific(type, bound) ? type : bound;
    if (!this.#mentions(wider, name)) this.#bindings.set(name, wider);
    return true;
  }

  #mentions(type: CelType, name: string): boolean {
    if (type.kind !== "param") return partsOf(type).some((part) => this.#mentions(part, name));
    if (type.name === name) return true;
    const bound = this.#bindings.get(type.name);
    return bound !== undefined && this.#mentions(bound, name);
  }
}

function nameOf(type: CelType): string {
  return "name" in type ? type.name : type.kind;
}

function isNullable(type: CelType): boolean {
  if (type.kind === "basic") return ["null", "timestamp", "duration"].includes(type.name);
  return type.kind === "opaque" || type.kind === "optional" || type.kind === "object";
}

function lessSpecific(a: CelType, b: CelType): boolean {
  if (isDyn(a) || a.kind === "param") return true;
  if (isDyn(b) || b.kind === "param") return false;
  if (a.kind !== b.kind || nameOf(a) !== nameOf(b)) return false;
  const parts = partsOf(b);
  return partsOf(a).every((part, at) => lessSpecific(part, parts[at] ?? part));
}
