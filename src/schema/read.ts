import { pointerTo } from "../model/pointer.ts";
import type { CelRule, ListType, Structural } from "../model/structural.ts";
import type { Faults } from "./fault.ts";
import type { JsonObject } from "./json.ts";
import { isObject, member } from "./json.ts";
import { judgeNames } from "./keywords.ts";
import { readChecks } from "./value-schema.ts";

const known: ReadonlySet<string> = new Set([
  "additionalProperties",
  "allOf",
  "anyOf",
  "default",
  "items",
  "not",
  "nullable",
  "oneOf",
  "properties",
  "type",
  "x-kubernetes-embedded-resource",
  "x-kubernetes-int-or-string",
  "x-kubernetes-list-map-keys",
  "x-kubernetes-list-type",
  "x-kubernetes-map-type",
  "x-kubernetes-preserve-unknown-fields",
  "x-kubernetes-validations",
]);

/** Reads one schema of a CRD. Where something is wrong it says so in `faults` and reads on as if it were not there. */
export function readStructural(source: unknown, pointer: string, faults: Faults): Structural {
  const schema = isObject(source) ? source : {};
  if (!isObject(source)) faults.push({ pointer, message: "expected a schema" });
  judgeNames(schema, known, pointer, faults);
  const child = (name: string): Structural | undefined =>
    member(schema, name) === undefined
      ? undefined
      : readStructural(schema[name], pointerTo(pointer, name), faults);
  const type = member(schema, "type");
  const fallback = member(schema, "default");
  return {
    ...readChecks(schema, pointer, faults),
    pointer,
    type: typeof type === "string" && type !== "" ? type : undefined,
    format: text(member(schema, "format")),
    nullable: member(schema, "nullable") === true,
    default: fallback === undefined ? undefined : { value: fallback },
    properties: readProperties(schema, pointer, faults),
    additionalProperties: readAdditional(schema, pointer, faults),
    items: child("items"),
    intOrString: member(schema, "x-kubernetes-int-or-string") === true,
    preserveUnknown: member(schema, "x-kubernetes-preserve-unknown-fields") === true,
    embeddedResource: member(schema, "x-kubernetes-embedded-resource") === true,
    listType: readListType(schema, pointer, faults),
    listMapKeys: texts(member(schema, "x-kubernetes-list-map-keys")),
    rules: readRules(schema, pointer, faults),
  };
}

function readProperties(
  schema: JsonObject,
  pointer: string,
  faults: Faults,
): ReadonlyMap<string, Structural> {
  const properties = member(schema, "properties") ?? {};
  const at = pointerTo(pointer, "properties");
  if (!isObject(properties)) {
    faults.push({ pointer: at, message: "properties must be an object of schemas" });
    return new Map();
  }
  const entries = Object.entries(properties);
  return new Map(
    entries.map(([name, value]) => [name, readStructural(value, pointerTo(at, name), faults)]),
  );
}

function readAdditional(
  schema: JsonObject,
  pointer: string,
  faults: Faults,
): Structural | true | undefined {
  const value = member(schema, "additionalProperties");
  const at = pointerTo(pointer, "additionalProperties");
  if (value === undefined || value === true) return value;
  if (value !== false) return readStructural(value, at, faults);
  faults.push({
    pointer: at,
    message: "additionalProperties: false is forbidden: what is not declared is pruned anyway",
  });
  return undefined;
}

function readListType(schema: JsonObject, pointer: string, faults: Faults): ListType | undefined {
  const value = member(schema, "x-kubernetes-list-type");
  if (value === undefined || value === "atomic" || value === "set" || value === "map") return value;
  const at = pointerTo(pointer, "x-kubernetes-list-type");
  faults.push({ pointer: at, message: "x-kubernetes-list-type must be atomic, set or map" });
  return undefined;
}

function readRules(schema: JsonObject, pointer: string, faults: Faults): readonly CelRule[] {
  const rules = member(schema, "x-kubernetes-validations");
  if (!Array.isArray(rules)) return [];
  const at = pointerTo(pointer, "x-kubernetes-validations");
  return rules.flatMap((item: unknown, index): CelRule[] => {
    const rule = member(item, "rule");
    const place = pointerTo(at, index);
    if (typeof rule === "string" && rule.trim() !== "")
      return [
        {
          rule: rule.trim(),
          message: text(member(item, "message")),
          messageExpression: text(member(item, "messageExpression")),
          reason: text(member(item, "reason")),
          fieldPath: text(member(item, "fieldPath")),
          optionalOldSelf: member(item, "optionalOldSelf") === true,
          pointer: place,
        },
      ];
    faults.push({ pointer: place, message: "a validation rule needs a rule that is not empty" });
    return [];
  });
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
