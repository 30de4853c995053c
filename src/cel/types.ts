type BasicName =
  | "dyn"
  | "null"
  | "bool"
  | "int"
  | "uint"
  | "double"
  | "string"
  | "bytes"
  | "timestamp"
  | "duration"
  | "type";

/** A fixed shape of a schema. Two of them are the same type only where they are the same place of the schema. */
export interface ObjectType {
  readonly kind: "object";
  readonly name: string;
  /** By the names that CEL uses (see names.ts). */
  readonly fields: ReadonlyMap<string, CelType>;
}

/** A static type (CEL specification, "Gradual type checking"). */
export type CelType =
  | { readonly kind: "basic"; readonly name: BasicName }
  | { readonly kind: "list"; readonly item: CelType }
  | { readonly kind: "map"; readonly key: CelType; readonly value: CelType }
  | { readonly kind: "optional"; readonly value: CelType }
  /** A type of a library, as `net.IP`. */
  | { readonly kind: "opaque"; readonly name: string }
  /** A variable of a type, bound while an expression is checked. */
  | { readonly kind: "param"; readonly name: string }
  | ObjectType;

const basicNames: readonly BasicName[] = [
  "dyn",
  "null",
  "bool",
  "int",
  "uint",
  "double",
  "string",
  "bytes",
  "timestamp",
  "duration",
  "type",
];

const basics: ReadonlyMap<string, CelType> = new Map(
  basicNames.map((name) => [name, { kind: "basic", name }]),
);

export function basic(name: BasicName): CelType {
  return basics.get(name) ?? { kind: "basic", name };
}

export function listOf(item: CelType): CelType {
  return { kind: "list", item };
}

export function mapOf(key: CelType, value: CelType): CelType {
  return { kind: "map", key, value };
}

export function optionalOf(value: CelType): CelType {
  return { kind: "optional", value };
}

export function isDyn(type: CelType): boolean {
  return type.kind === "basic" && type.name === "dyn";
}

export function isBasic(type: CelType, name: BasicName): boolean {
  return type.kind === "basic" && type.name === name;
}

/** The parts of a type that is made of others. */
export function partsOf(type: CelType): readonly CelType[] {
  switch (type.kind) {
    case "list":
      return [type.item];
    case "map":
      return [type.key, type.value];
    case "optional":
      return [type.value];
    default:
      return [];
  }
}

/** The type with each of its parts made anew. */
export function withParts(type: CelType, make: (part: CelType) => CelType): CelType {
  switch (type.kind) {
    case "list":
      return listOf(make(type.item));
    case "map":
      return mapOf(make(type.key), make(type.value));
    case "optional":
      return optionalOf(make(type.value));
    default:
      return type;
  }
}
