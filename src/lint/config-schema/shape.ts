import { parsePattern } from "../../model/pattern.ts";
import { pointerTo } from "../../model/pointer.ts";
import type { Json, SchemaFault } from "./fault.ts";
import { isObject, show } from "./fault.ts";

const types = ["object", "array", "string", "integer", "number", "boolean", "null"];

type Check = (value: unknown) => string | undefined;

const isText: Check = (value) => (typeof value === "string" ? undefined : "must be a text");
const isFlag: Check = (value) => (typeof value === "boolean" ? undefined : "must be true or false");
const isNumber: Check = (value) =>
  typeof value === "number" || typeof value === "bigint" ? undefined : "must be a number";
const isCount: Check = (value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0
    ? undefined
    : "must be a whole number, 0 or more";
const isMap: Check = (value) => (isObject(value) ? undefined : "must be a map of schemas");
const isList: Check = (value) =>
  Array.isArray(value) && value.length > 0 ? undefined : "must be a list with at least one schema";

const isType: Check = (value) => {
  const names = Array.isArray(value) ? value : [value];
  const odd = names.find((name) => typeof name !== "string" || !types.includes(name));
  if (names.length > 0 && odd === undefined) return undefined;
  return `must be one of ${types.join(", ")}, found ${show(odd ?? value)}`;
};

/** An ECMA 262 expression; one that only RE2 reads will do. */
const isPattern: Check = (value) => {
  if (typeof value !== "string") return "must be a regular expression";
  if (parsePattern(value) !== undefined) return undefined;
  try {
    return void new RegExp(value, "u");
  } catch {
    return `${show(value)} is no regular expression`;
  }
};

const isNames: Check = (value) =>
  Array.isArray(value) && value.every((name) => typeof name === "string")
    ? undefined
    : "must be a list of names";

const isEnum: Check = (value) =>
  Array.isArray(value) && value.length > 0 ? undefined : "must be a list with at least one value";

/** What each keyword holds. */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["type", isType],
  ["enum", isEnum],
  ["required", isNames],
  ["pattern", isPattern],
  ...["format", "title", "description", "$ref"].map((name) => [name, isText] as const),
  ...["minimum", "maximum", "multipleOf"].map((name) => [name, isNumber] as const),
  ...["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"].map(
    (name) => [name, isCount] as const,
  ),
  ...["uniqueItems", "nullable", "readOnly", "writeOnly"].map((name) => [name, isFlag] as const),
  ...["properties", "patternProperties", "dependencies"].map((name) => [name, isMap] as const),
  ...["oneOf", "anyOf", "allOf"].map((name) => [name, isList] as const),
]);

const bounds = [
  ["minimum", "maximum"],
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
] as const;

/** Keywords of one schema that hold something else than they may, and bounds that leave no room. */
export function* shapeFaults(schema: Json, pointer: string): Iterable<SchemaFault> {
  for (const [keyword, value] of Object.entries(schema)) {
    const fault = checks.get(keyword)?.(value);
    if (fault !== undefined)
      yield { pointer: pointerTo(pointer, keyword), message: `${keyword} ${fault}` };
  }
  for (const [low, high] of bounds) {
    const [least, most] = [schema[low], schema[high]];
    if (typeof least !== "number" || typeof most !== "number" || least <= most) continue;
    const message = `${low} is ${least}, more than ${high}, which is ${most}`;
    yield { pointer: pointerTo(pointer, low), message };
  }
}
