import type { CelType } from "./types.ts";
import {
  CelList,
  CelMap,
  Duration,
  isObject,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from "./value.ts";
import type { Value } from "./value.ts";

const primitives: Readonly<Record<string, string>> = {
  boolean: "bool",
  bigint: "int",
  number: "double",
  string: "string",
};

/** The type of a value as `type()` tells it; an object of a schema is a map there. */
export function runtimeType(value: Value): string {
  if (value === null) return "null_type";
  const primitive = primitives[typeof value];
  if (primitive !== undefined) return primitive;
  if (value instanceof Uint) return "uint";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Timestamp) return "google.protobuf.Timestamp";
  if (value instanceof Duration) return "google.protobuf.Duration";
  if (value instanceof TypeValue) return "type";
  if (value instanceof Optional) return "optional_type";
  if (value instanceof CelList) return "list";
  return value instanceof CelMap || isObject(value) ? "map" : opaqueName(value);
}

function opaqueName(value: Value): string {
  return typeof value === "object" && value !== null && "type" in value ? value.type : "";
}

const names: Readonly<Record<string, string>> = {
  null: "null_type",
  timestamp: "google.protobuf.Timestamp",
  duration: "google.protobuf.Duration",
};

/** Whether a value may be given for a parameter of that type. */
export function fits(value: Value, type: CelType): boolean {
  switch (type.kind) {
    case "param":
      return true;
    case "basic":
      return type.name === "dyn" || runtimeType(value) === (names[type.name] ?? type.name);
    case "list":
      return value instanceof CelList && allFit(value.items, type.item);
    case "optional":
      return (
        value instanceof Optional && (value.value === undefined || fits(value.value, type.value))
      );
    case "opaque":
      return runtimeType(value) === type.name;
    default:
      return value instanceof CelMap || isObject(value);
  }
}

/** A list of a type variable is not gone through. */
function allFit(items: readonly Value[], type: CelType): boolean {
  return type.kind === "param" || items.every((item) => fits(item, type));
}
