import type { Structural, ValueChecks, ValueSchema } from "../model/structural.ts";
import type { JsonObject } from "./json.ts";
import { objectOf } from "./json.ts";
import { isType } from "./types.ts";
import { wholeEnum } from "./whole-enum.ts";

/** A JSON Schema (draft 7) that accepts what the API server accepts, once nulls are dropped and defaults are set. */
export function toJsonSchema(schema: Structural): JsonObject {
  const { properties, additionalProperties, items } = schema;
  const converted = {
    ...checksOf(schema),
    ...typeOf(schema),
    ...propertiesOf(properties, toJsonSchema),
    ...(typeof additionalProperties === "object"
      ? { additionalProperties: toJsonSchema(additionalProperties) }
      : {}),
    ...(items === undefined ? {} : { items: toJsonSchema(items) }),
  };
  const whole = schema.embeddedResource ? { allOf: [converted, embedded] } : converted;
  return schema.nullable ? { if: { type: "null" }, else: whole } : whole;
}

/** What every embedded object must carry. */
const embedded: JsonObject = {
  required: ["apiVersion", "kind"],
  properties: {
    apiVersion: { type: "string", minLength: 1 },
    kind: { type: "string", minLength: 1 },
    metadata: { type: "object" },
  },
};

function typeOf({ type, intOrString }: Structural): JsonObject {
  if (intOrString) return { type: ["integer", "string"] };
  return type !== undefined && isType(type) ? { type } : {};
}

function fromValueSchema(schema: ValueSchema): JsonObject {
  return {
    ...checksOf(schema),
    ...(schema.type !== undefined && isType(schema.type) ? { type: schema.type } : {}),
    ...propertiesOf(schema.properties, fromValueSchema),
    ...(schema.items === undefined ? {} : { items: fromValueSchema(schema.items) }),
  };
}

function propertiesOf<T>(
  properties: ReadonlyMap<string, T>,
  convert: (schema: T) => JsonObject,
): JsonObject {
  if (properties.size === 0) return {};
  return { properties: objectOf([...properties].map(([name, value]) => [name, convert(value)])) };
}

function checksOf({ keywords, allOf, anyOf, oneOf, not }: ValueChecks): JsonObject {
  return {
    ...boundsOf(keywords),
    ...(allOf.length === 0 ? {} : { allOf: allOf.map(fromValueSchema) }),
    ...(anyOf.length === 0 ? {} : { anyOf: anyOf.map(fromValueSchema) }),
    ...(oneOf.length === 0 ? {} : { oneOf: oneOf.map(fromValueSchema) }),
    ...(not === undefined ? {} : { not: fromValueSchema(not) }),
  };
}

function isFlat(values: unknown): boolean {
  return (
    Array.isArray(values) && values.every((value) => value === null || typeof value !== "object")
  );
}

/** OpenAPI 3.0 has exclusive bounds as flags beside the bound, draft 7 as bounds of their own. */
function boundsOf(keywords: JsonObject): JsonObject {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, enum: values, ...rest } = keywords;
  return {
    ...rest,
    ...(values === undefined ? {} : { [isFlat(values) ? "enum" : wholeEnum]: values }),
    ...(minimum === undefined
      ? {}
      : { [exclusiveMinimum === true ? "exclusiveMinimum" : "minimum"]: minimum }),
    ...(maximum === undefined
      ? {}
      : { [exclusiveMaximum === true ? "exclusiveMaximum" : "maximum"]: maximum }),
  };
}
