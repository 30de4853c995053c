/** An unsigned integer of 64 bits. */
export class Uint {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }
}

/** A point in time, in nanoseconds since 1970 (UTC). */
export class Timestamp {
  readonly nanoseconds: bigint;
  /** Minutes east of UTC, in which string() writes it; nothing else asks. */
  readonly offset: number;

  constructor(nanoseconds: bigint, offset = 0) {
    this.nanoseconds = nanoseconds;
    this.offset = offset;
  }
}

/** A length of time in nanoseconds. */
export class Duration {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
  }
}

/** A type as a value, as `type(1)` and `int`. */
export class TypeValue {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A value that may be absent. */
export class Optional {
  readonly value: Value | undefined;

  constructor(value: Value | undefined) {
    this.value = value;
  }
}

/** A list. Kubernetes compares and joins those of `x-kubernetes-list-type` set and map in its own way. */
export class CelList {
  readonly items: readonly Value[];
  readonly kind: "atomic" | "set" | "map";
  /** The key fields of kind map, by CEL's names. */
  readonly keys: readonly string[];

  constructor(
    items: readonly Value[],
    kind: "atomic" | "set" | "map" = "atomic",
    keys: readonly string[] = [],
  ) {
    this.items = items;
    this.kind = kind;
    this.keys = keys;
  }
}

/** An object of a schema; its fields are read when they are asked for. */
export interface CelObject {
  readonly kind: "object";
  readonly json: Readonly<Record<string, unknown>>;
  /** What the schema does not type, as JSON. */
  readonly unseen: Readonly<Record<string, unknown>>;
  /** The names of the fields that are there and that CEL may see, null or not. */
  names(): readonly string[];
  /** By CEL's name; undefined where it is absent, null, or not declared. */
  find(name: string): Value | undefined;
}

/** A map, by the text of its keys: numbers of different types that are equal are one key. */
export class CelMap {
  readonly #entries = new Map<string, readonly [Value, Value]>();

  constructor(entries: Iterable<readonly [Value, Value]> = []) {
    for (const entry of entries) this.#entries.set(keyText(entry[0]) ?? `?${this.size}`, entry);
  }

  get size(): number {
    return this.#entries.size;
  }

  keys(): readonly Value[] {
    return [...this.#entries.values()].map(([key]) => key);
  }

  find(key: Value): Value | undefined {
    const text = keyText(key);
    return text === undefined ? undefined : this.#entries.get(text)?.[1];
  }
}

/** A value of a type that a library brings. */
export interface Opaque {
  readonly kind: "opaque";
  readonly type: string;
  equals(other: Opaque): boolean;
  /** What string() gives; undefined where it takes none. */
  readonly text?: string;
  /** For costs, where it is not 1. */
  readonly size?: number;
}

export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint
  | Uint8Array
  | Timestamp
  | Duration
  | TypeValue
  | Optional
  | CelList
  | CelMap
  | CelObject
  | Opaque;

/** Undefined for a value that is never found again as a key. */
export function keyText(key: Value): string | undefined {
  if (key === null) return "0";
  if (typeof key === "string") return `s${key}`;
  if (typeof key === "boolean") return `b${key}`;
  if (typeof key === "bigint") return `n${key}`;
  if (key instanceof Uint) return `n${key.value}`;
  return typeof key === "number" && Number.isInteger(key) ? `n${BigInt(key)}` : undefined;
}

export function isObject(value: Value): value is CelObject {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "object";
}

export function isOpaque(value: Value): value is Opaque {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "opaque";
}
