import { nearest } from "../../model/nearest.ts";
import { pointerTo } from "../../model/pointer.ts";
import type { Json, SchemaFault } from "./fault.ts";
import { isObject, show } from "./fault.ts";
import { allKeywords, isForeign, isPassedOver, uiHints } from "./keywords.ts";
import { shapeFaults } from "./shape.ts";
import { invalid } from "./valid.ts";

/** Everything that is wrong with a schema of the configuration, its sub-schemas included. */
export function* schemaFaults(
  schema: unknown,
  pointer: string,
  around: ReadonlySet<string> = new Set(),
): Iterable<SchemaFault> {
  if (typeof schema === "boolean") return;
  if (!isObject(schema)) {
    yield { pointer, message: `${show(schema)} is no schema: it must be an object` };
    return;
  }
  const names = new Set([...around, ...propertyNames(schema)]);
  const misshapen = [...shapeFaults(schema, pointer)];
  yield* misshapen;
  for (const fault of keywordFaults(schema, pointer))
    if (!misshapen.some((other) => other.pointer === fault.pointer)) yield fault;
  yield* requiredFaults(schema, pointer, names);
  if (misshapen.length === 0) yield* defaultFaults(schema, pointer);
  for (const part of parts(schema, pointer))
    yield* schemaFaults(part.schema, part.pointer, part.branch ? names : new Set());
}

function propertyNames({ properties, patternProperties }: Json): readonly string[] {
  const names = isObject(properties) ? Object.keys(properties) : [];
  return isObject(patternProperties) ? [...names, ...Object.keys(patternProperties)] : names;
}

function* keywordFaults(schema: Json, pointer: string): Iterable<SchemaFault> {
  for (const [keyword, value] of Object.entries(schema)) {
    const place = { pointer: pointerTo(pointer, keyword), atKey: true } as const;
    if (isPassedOver(keyword)) {
      const message = `the install form does not read ${keyword}: the user learns of it when the installation fails`;
      yield { ...place, severity: "info", message };
    } else if (!allKeywords.includes(keyword) && !isForeign(keyword))
      yield { ...place, message: `${keyword} is no keyword of JSON Schema${advice(keyword)}` };
    if (keyword !== "x-catalyst-ui-hint" || uiHints.includes(String(value))) continue;
    const message = `the hint ${show(value)} is none of ${uiHints.join(", ")}`;
    yield { pointer: place.pointer, message };
  }
}

function advice(keyword: string): string {
  const near = nearest(keyword, allKeywords);
  return near === undefined ? "" : `; did you mean ${near}?`;
}

function* requiredFaults(
  { required, properties }: Json,
  pointer: string,
  names: ReadonlySet<string>,
): Iterable<SchemaFault> {
  if (!Array.isArray(required) || (properties === undefined && names.size === 0)) return;
  for (const [index, name] of required.entries()) {
    if (typeof name !== "string" || names.has(name)) continue;
    const message = `required names ${show(name)}, which properties does not have`;
    yield { pointer: pointerTo(pointerTo(pointer, "required"), index), message };
  }
}

function* defaultFaults(schema: Json, pointer: string): Iterable<SchemaFault> {
  if (!("default" in schema)) return;
  const fault = invalid(schema["default"], schema);
  if (fault !== undefined)
    yield {
      pointer: pointerTo(pointer, "default"),
      message: `the default breaks its own schema: ${fault}`,
    };
}

interface Part {
  readonly schema: unknown;
  readonly pointer: string;
  /** It speaks of the same object, whose properties it may require. */
  readonly branch: boolean;
}

const maps = new Set(["properties", "patternProperties", "definitions", "$defs"]);
const branchLists = new Set(["oneOf", "anyOf", "allOf"]);
const branches = new Set(["not", "if", "then", "else"]);

function* parts(schema: Json, pointer: string): Iterable<Part> {
  for (const [keyword, value] of Object.entries(schema)) {
    const place = pointerTo(pointer, keyword);
    if (maps.has(keyword)) yield* members(value, place, false);
    else if (branchLists.has(keyword)) yield* members(value, place, true);
    else if (branches.has(keyword)) yield { schema: value, pointer: place, branch: true };
    else if (keyword === "dependencies") yield* dependencies(value, place);
    else if (keyword === "items" && Array.isArray(value)) yield* members(value, place, false);
    else if (["items", "additionalProperties"].includes(keyword))
      yield { schema: value, pointer: place, branch: false };
  }
}

function* members(value: unknown, pointer: string, branch: boolean): Iterable<Part> {
  const entries = isObject(value) ? Object.entries(value) : [];
  const listed = Array.isArray(value)
    ? value.map((one, index) => [String(index), one] as const)
    : entries;
  for (const [name, schema] of listed) yield { schema, pointer: pointerTo(pointer, name), branch };
}

/** A dependency is a schema, or a list of names. */
function* dependencies(value: unknown, pointer: string): Iterable<Part> {
  for (const part of members(value, pointer, true)) if (!Array.isArray(part.schema)) yield part;
}
