import { pointerTo } from "../model/pointer.ts";
import type { ValueChecks, ValueSchema } from "../model/structural.ts";
import type { Faults } from "./fault.ts";
import type { JsonObject } from "./json.ts";
import { isObject, member } from "./json.ts";
import { judgeNames, readKeywords } from "./keywords.ts";

const junctors = ["allOf", "anyOf", "oneOf"] as const;
const known: ReadonlySet<string> = new Set([...junctors, "items", "not", "properties", "type"]);

/** What may shape a value and so may stand only outside of allOf, anyOf, oneOf and not. */
const shaping = ["additionalProperties", "default", "description", "nullable"] as const;

/** The checks of a schema, with those inside its allOf, anyOf, oneOf and not. */
export function readChecks(schema: JsonObject, pointer: string, faults: Faults): ValueChecks {
  const not = member(schema, "not");
  return {
    keywords: readKeywords(schema, pointer, faults),
    allOf: readAll(schema, "allOf", pointer, faults),
    anyOf: readAll(schema, "anyOf", pointer, faults),
    oneOf: readAll(schema, "oneOf", pointer, faults),
    not: not === undefined ? undefined : readValueSchema(not, pointerTo(pointer, "not"), faults),
  };
}

function readAll(
  schema: JsonObject,
  name: (typeof junctors)[number],
  pointer: string,
  faults: Faults,
): readonly ValueSchema[] {
  const list = member(schema, name);
  if (list === undefined) return [];
  const at = pointerTo(pointer, name);
  if (Array.isArray(list))
    return list.map((item: unknown, index) => readValueSchema(item, pointerTo(at, index), faults));
  faults.push({ pointer: at, message: `${name} must be a list of schemas` });
  return [];
}

function readValueSchema(source: unknown, pointer: string, faults: Faults): ValueSchema {
  const schema = isObject(source) ? source : {};
  if (!isObject(source)) faults.push({ pointer, message: "expected a schema" });
  for (const name of shaping) {
    if (member(schema, name) === undefined) continue;
    const at = pointerTo(pointer, name);
    faults.push({
      pointer: at,
      message: `${name} may not stand inside allOf, anyOf, oneOf or not`,
    });
  }
  judgeNames(schema, new Set([...known, ...shaping]), pointer, faults);
  const type = member(schema, "type");
  const items = member(schema, "items");
  return {
    ...readChecks(schema, pointer, faults),
    type: typeof type === "string" ? type : undefined,
    properties: readProperties(schema, pointer, faults),
    items:
      items === undefined ? undefined : readValueSchema(items, pointerTo(pointer, "items"), faults),
  };
}

function readProperties(
  schema: JsonObject,
  pointer: string,
  faults: Faults,
): ReadonlyMap<string, ValueSchema> {
  const properties = member(schema, "properties");
  const at = pointerTo(pointer, "properties");
  const entries = isObject(properties) ? Object.entries(properties) : [];
  return new Map(
    entries.map(([name, value]) => [name, readValueSchema(value, pointerTo(at, name), faults)]),
  );
}
