import { enumWords } from "./editor-words.ts";
import type { JsonObject } from "./json.ts";
import { isObject, member, objectOf } from "./json.ts";

/** Keywords that mean the same in draft 7. */
const same: readonly string[] = [
  "title",
  "default",
  "format",
  "maxItems",
  "maxLength",
  "maxProperties",
  "minItems",
  "minLength",
  "minProperties",
  "multipleOf",
  "pattern",
  "required",
];

/** The schema of a value as an editor reads it. */
export function editorValueSchema(schema: unknown, path: string): JsonObject {
  if (!isObject(schema)) return {};
  const converted = {
    ...pick(schema),
    ...wordsOf(schema),
    ...typeOf(schema),
    ...bounds(schema),
    ...enumOf(schema, path),
    ...shape(schema, path),
  };
  const combined = ["allOf", "anyOf", "oneOf"].flatMap((name) => {
    const list = schema[name];
    return Array.isArray(list) ? [[name, list.map((one) => combination(one, path))] as const] : [];
  });
  const not = schema["not"] === undefined ? {} : { not: combination(schema["not"], path) };
  return { ...converted, ...objectOf(combined), ...not };
}

/** Inside a combination nothing is declared, so nothing is undeclared either. */
function combination(schema: unknown, path: string): JsonObject {
  const { additionalProperties, ...rest } = editorValueSchema(schema, path);
  return additionalProperties === false || additionalProperties === undefined
    ? rest
    : { ...rest, additionalProperties };
}

function pick(schema: JsonObject): JsonObject {
  return objectOf(
    same.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]] as const])),
  );
}

/** The description, and what CEL demands: an editor cannot evaluate it. */
function wordsOf(schema: JsonObject): JsonObject {
  const rules = schema["x-kubernetes-validations"];
  const demands = (Array.isArray(rules) ? rules : [])
    .map((rule) => member(rule, "message"))
    .filter((message) => typeof message === "string");
  const description = schema["description"];
  const lines = [...(typeof description === "string" ? [description] : []), ...demands];
  return lines.length === 0 ? {} : { description: lines.join("\n\n") };
}

function typeOf(schema: JsonObject): JsonObject {
  const { type, nullable } = schema;
  if (schema["x-kubernetes-int-or-string"] === true) return { type: ["integer", "string"] };
  if (typeof type !== "string") return {};
  return { type: nullable === true ? [type, "null"] : type };
}

function bounds(schema: JsonObject): JsonObject {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  return {
    ...(minimum === undefined
      ? {}
      : { [exclusiveMinimum === true ? "exclusiveMinimum" : "minimum"]: minimum }),
    ...(maximum === undefined
      ? {}
      : { [exclusiveMaximum === true ? "exclusiveMaximum" : "maximum"]: maximum }),
  };
}

function enumOf(schema: JsonObject, path: string): JsonObject {
  const values = schema["enum"];
  if (!Array.isArray(values)) return {};
  const words = enumWords.get(path) ?? {};
  const isKnown = values.every((value) => typeof value === "string" && Object.hasOwn(words, value));
  return {
    enum: schema["nullable"] === true ? [...values, null] : values,
    ...(isKnown ? { enumDescriptions: values.map((value) => words[String(value)]) } : {}),
  };
}

function shape(schema: JsonObject, path: string): JsonObject {
  const declared = schema["properties"];
  const more = schema["additionalProperties"];
  const { items } = schema;
  return {
    ...(isObject(declared) ? { properties: membersOf(declared, path) } : {}),
    ...(isObject(more) ? { additionalProperties: editorValueSchema(more, `${path}.*`) } : {}),
    ...(isObject(declared) && more === undefined ? { additionalProperties: false } : {}),
    ...(isObject(items) ? { items: editorValueSchema(items, `${path}[]`) } : {}),
    ...(schema["x-kubernetes-list-type"] === "set" ? { uniqueItems: true } : {}),
  };
}

function membersOf(declared: JsonObject, path: string): JsonObject {
  return objectOf(
    Object.entries(declared).map(([name, schema]) => [
      name,
      editorValueSchema(schema, path === "" ? name : `${path}.${name}`),
    ]),
  );
}
