import { pointerTo } from "../model/pointer.ts";
import type { Structural, ValueChecks, ValueSchema } from "../model/structural.ts";
import type { Faults } from "./fault.ts";
import { judgeList } from "./judge-list.ts";
import { isType } from "./types.ts";

/** Holds a schema and all below it against the rules of structural schemas (Kubernetes, "Specifying a structural schema"). */
export function judge(schema: Structural, faults: Faults): void {
  judgeType(schema, faults);
  judgeObject(schema, faults);
  judgeList(schema, faults);
  judgeCompleteness(schema, schema, schema.pointer, faults);
  for (const child of children(schema)) judge(child, faults);
}

/** The schemas directly below this one. */
export function children(schema: Structural): readonly Structural[] {
  const { properties, additionalProperties, items } = schema;
  return [
    ...properties.values(),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
    ...(items === undefined ? [] : [items]),
  ];
}

function judgeType(
  { pointer, type, intOrString, preserveUnknown }: Structural,
  faults: Faults,
): void {
  const at = pointerTo(pointer, "type");
  const mayMiss = intOrString || preserveUnknown;
  if (type === undefined) {
    if (!mayMiss) faults.push({ pointer, message: "the schema has no type" });
  } else if (!isType(type))
    faults.push({ pointer: at, message: `${type} is no type of a structural schema` });
  else if (intOrString)
    faults.push({ pointer: at, message: "a schema with x-kubernetes-int-or-string has no type" });
  else if (preserveUnknown && type !== "object")
    faults.push({ pointer: at, message: "x-kubernetes-preserve-unknown-fields needs type object" });
}

function judgeObject(schema: Structural, faults: Faults): void {
  const { pointer, properties, additionalProperties, embeddedResource } = schema;
  const shaped = properties.size > 0 || additionalProperties !== undefined;
  if (properties.size > 0 && additionalProperties !== undefined)
    faults.push({
      pointer: pointerTo(pointer, "additionalProperties"),
      message: "properties and additionalProperties exclude each other",
    });
  if (shaped && schema.type !== undefined && schema.type !== "object")
    faults.push({ pointer, message: `a schema of type ${schema.type} has no properties` });
  if (!embeddedResource) return;
  if (schema.type !== "object" || !(properties.size > 0 || schema.preserveUnknown))
    faults.push({
      pointer,
      message:
        "x-kubernetes-embedded-resource needs type object, and properties or x-kubernetes-preserve-unknown-fields",
    });
}

/** A field that allOf, anyOf, oneOf or not speak of must be declared outside of them. */
function judgeCompleteness(
  inner: ValueChecks,
  outer: Structural,
  pointer: string,
  faults: Faults,
): void {
  for (const name of ["allOf", "anyOf", "oneOf"] as const) {
    for (const [index, option] of inner[name].entries())
      judgeOption(option, outer, pointerTo(pointerTo(pointer, name), index), faults);
  }
  if (inner.not !== undefined) judgeOption(inner.not, outer, pointerTo(pointer, "not"), faults);
}

function judgeOption(
  option: ValueSchema,
  outer: Structural,
  pointer: string,
  faults: Faults,
): void {
  if (option.type !== undefined && !outer.intOrString)
    faults.push({
      pointer: pointerTo(pointer, "type"),
      message: "type may not stand inside allOf, anyOf, oneOf or not",
    });
  for (const [name, inner] of option.properties) {
    const at = pointerTo(pointerTo(pointer, "properties"), name);
    const declared = outer.properties.get(name);
    if (declared !== undefined) judgeOption(inner, declared, at, faults);
    else if (!outer.embeddedResource)
      faults.push({
        pointer: at,
        message: `${name} is not declared outside of allOf, anyOf, oneOf and not`,
      });
  }
  if (option.items !== undefined) {
    const at = pointerTo(pointer, "items");
    if (outer.items !== undefined) judgeOption(option.items, outer.items, at, faults);
    else
      faults.push({
        pointer: at,
        message: "items are not declared outside of allOf, anyOf, oneOf and not",
      });
  }
  judgeCompleteness(option, outer, pointer, faults);
}
