import type { Structural } from "../model/structural.ts";
import { EvaluationFault } from "./fault.ts";
import { celName } from "./names.ts";
import { objectValue } from "./object.ts";
import { scalarShape, textShape } from "./scalar.ts";
import type { CelType } from "./types.ts";
import { basic, listOf, mapOf } from "./types.ts";
import { CelList, CelMap } from "./value.ts";
import type { Value } from "./value.ts";

/** How CEL sees the values of a schema: their type, and the value that a rule gets for one from JSON. */
export interface Shape {
  readonly type: CelType;
  /** @throws EvaluationFault where the JSON does not fit the schema */
  convert(json: unknown): Value;
}

/**
 * The shape of a schema (Kubernetes, "Validation rules", type mapping). `isResource` is true for the root of a version;
 * embedded resources say so themselves. Undefined where the schema tells nothing of its values, which CEL then cannot
 * see.
 */
export function shapeOf(schema: Structural, isResource = false): Shape | undefined {
  const shape = bareShape(schema, isResource || schema.embeddedResource);
  if (shape === undefined) return undefined;
  return {
    type: shape.type,
    convert(json) {
      if (json !== null) return shape.convert(json);
      if (schema.nullable) return null;
      throw new EvaluationFault("invalid data, got null for schema with nullable=false");
    },
  };
}

function bareShape(schema: Structural, isResource: boolean): Shape | undefined {
  if (schema.intOrString) return scalarShape(schema);
  if (schema.type === "array") return listShape(schema);
  if (schema.type !== "object") return scalarShape(schema);
  const { additionalProperties } = schema;
  if (typeof additionalProperties === "object") return mapShape(additionalProperties);
  return objectShape(schema, isResource);
}

function listShape({ items, listType, listMapKeys }: Structural): Shape | undefined {
  const item = items === undefined ? undefined : shapeOf(items);
  if (item === undefined) return undefined;
  const keys = listMapKeys.map((key) => celName(key) ?? key);
  return {
    type: listOf(item.type),
    convert(json) {
      if (!Array.isArray(json)) throw unfit("an array", "array");
      const items = json.map((one) => item.convert(one));
      return new CelList(items, listType, keys);
    },
  };
}

function mapShape(values: Structural): Shape | undefined {
  const shape = shapeOf(values);
  if (shape === undefined) return undefined;
  return {
    type: mapOf(basic("string"), shape.type),
    convert(json) {
      const entries = Object.entries(fieldsOf(json));
      return new CelMap(entries.map(([name, one]) => [name, shape.convert(one)]));
    },
  };
}

function objectShape(schema: Structural, isResource: boolean): Shape {
  const fields = new Map<string, Shape>();
  for (const [name, property] of schema.properties) {
    const shape = shapeOf(property);
    if (shape !== undefined && celName(name) !== undefined) fields.set(name, shape);
  }
  if (isResource && !declaresNames(schema))
    for (const [name, shape] of resourceFields(schema)) fields.set(name, shape);
  return declared(schema.pointer, fields);
}

/** Then the schema's own word holds. */
function declaresNames({ properties }: Structural): boolean {
  const metadata = properties.get("metadata");
  const all = [
    properties.get("apiVersion"),
    properties.get("kind"),
    metadata?.properties.get("name"),
    metadata?.properties.get("generateName"),
  ];
  return all.every((schema) => schema?.type === "string");
}

/** What every resource has; of its metadata a rule may see the names alone. */
function resourceFields({ pointer }: Structural): readonly (readonly [string, Shape])[] {
  const names = new Map([
    ["generateName", textShape],
    ["name", textShape],
  ]);
  return [
    ["apiVersion", textShape],
    ["kind", textShape],
    ["metadata", declared(`${pointer}#metadata`, names)],
  ];
}

function declared(name: string, fields: ReadonlyMap<string, Shape>): Shape {
  const types = [...fields].map(([field, { type }]) => [celName(field) ?? field, type] as const);
  return {
    type: { kind: "object", name, fields: new Map(types) },
    convert: (json) => objectValue(fieldsOf(json), fields),
  };
}

function fieldsOf(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json === "object" && json !== null && !Array.isArray(json))
    return json as Readonly<Record<string, unknown>>;
  throw unfit("a map", "object");
}

function unfit(wanted: string, type: string): EvaluationFault {
  return new EvaluationFault(
    `invalid data, expected ${wanted} for the provided schema with type=${type}`,
  );
}
