import { parsePattern } from "../model/pattern.ts";
import { pointerTo } from "../model/pointer.ts";
import type { Faults } from "./fault.ts";
import type { JsonObject } from "./json.ts";

type Check = (value: unknown) => string | undefined;

const number: Check = (value) => (typeof value === "number" ? undefined : "must be a number");
const boolean: Check = (value) =>
  typeof value === "boolean" ? undefined : "must be true or false";
const text: Check = (value) => (typeof value === "string" ? undefined : "must be a string");
const count: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 0 ? undefined : "must be an integer of 0 or more";
const positive: Check = (value) =>
  typeof value === "number" && value > 0 ? undefined : "must be a number above 0";
const values: Check = (value) =>
  Array.isArray(value) && value.length > 0 ? undefined : "must be a list that is not empty";
const names: Check = (value) =>
  Array.isArray(value) && value.every((name) => typeof name === "string")
    ? undefined
    : "must be a list of names";
const pattern: Check = (value) => {
  if (typeof value !== "string") return "must be a string";
  return parsePattern(value) === undefined ? `${value} is not an RE2 expression` : undefined;
};

/** The keywords that check a value without shaping it, and what each must hold. */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["enum", values],
  ["exclusiveMaximum", boolean],
  ["exclusiveMinimum", boolean],
  ["format", text],
  ["maxItems", count],
  ["maxLength", count],
  ["maxProperties", count],
  ["maximum", number],
  ["minItems", count],
  ["minLength", count],
  ["minProperties", count],
  ["minimum", number],
  ["multipleOf", positive],
  ["pattern", pattern],
  ["required", names],
]);

/** Keywords that a CRD may carry and that say nothing of the value. */
const silent: ReadonlySet<string> = new Set([
  "$schema",
  "description",
  "example",
  "externalDocs",
  "id",
  "title",
]);

/** Keywords of JSON Schema that a structural schema may not use. */
const forbidden: ReadonlySet<string> = new Set([
  "$ref",
  "additionalItems",
  "definitions",
  "dependencies",
  "deprecated",
  "discriminator",
  "patternProperties",
  "readOnly",
  "writeOnly",
  "xml",
]);

/** The value checks of a schema; a keyword that holds nonsense is a fault and left out. */
export function readKeywords(schema: JsonObject, pointer: string, faults: Faults): JsonObject {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(schema)) {
    const complaint = checks.get(name)?.(value);
    if (complaint !== undefined)
      faults.push({ pointer: pointerTo(pointer, name), message: `${name} ${complaint}` });
    else if (checks.has(name)) found[name] = value;
  }
  return found;
}

/** Reports keywords that are forbidden in a CRD or that nothing knows. */
export function judgeNames(
  schema: JsonObject,
  known: ReadonlySet<string>,
  pointer: string,
  faults: Faults,
): void {
  for (const [name, value] of Object.entries(schema)) {
    const at = pointerTo(pointer, name);
    if (forbidden.has(name))
      faults.push({ pointer: at, message: `${name} is forbidden in a structural schema` });
    else if (name === "uniqueItems") {
      if (value !== false)
        faults.push({
          pointer: at,
          message: "uniqueItems is forbidden; use x-kubernetes-list-type: set",
        });
    } else if (!known.has(name) && !checks.has(name) && !silent.has(name))
      faults.push({ pointer: at, message: `${name} is not a keyword of a CRD's schema` });
  }
}
