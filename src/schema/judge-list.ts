import { pointerTo } from "../model/pointer.ts";
import type { Structural } from "../model/structural.ts";
import type { Faults } from "./fault.ts";

const scalar: ReadonlySet<string | undefined> = new Set(["boolean", "integer", "number", "string"]);

/** The rules for lists and their x-kubernetes-list-type (Kubernetes, "Merge strategy"). */
export function judgeList(schema: Structural, faults: Faults): void {
  const { pointer, type, items, listType, listMapKeys } = schema;
  if (type === "array" && items === undefined)
    faults.push({ pointer, message: "a schema of type array needs items" });
  if (type !== "array" && type !== undefined && items !== undefined)
    faults.push({
      pointer: pointerTo(pointer, "items"),
      message: `a schema of type ${type} has no items`,
    });
  const at = pointerTo(pointer, "x-kubernetes-list-type");
  if (listType !== undefined && type !== "array")
    faults.push({ pointer: at, message: "x-kubernetes-list-type needs type array" });
  if (listType === "set") judgeSet(schema, at, faults);
  if (listType === "map") judgeMap(schema, at, faults);
  else if (listMapKeys.length > 0)
    faults.push({
      pointer: at,
      message: "x-kubernetes-list-map-keys needs x-kubernetes-list-type: map",
    });
}

function judgeSet({ items }: Structural, at: string, faults: Faults): void {
  if (items === undefined || items.intOrString || scalar.has(items.type)) return;
  if (items.type === "array" && items.listType !== "set" && items.listType !== "map") return;
  if (items.type === "object") return;
  faults.push({ pointer: at, message: "the items of a set must be scalars, or atomic" });
}

function judgeMap({ items, listMapKeys }: Structural, at: string, faults: Faults): void {
  if (listMapKeys.length === 0)
    faults.push({
      pointer: at,
      message: "x-kubernetes-list-type: map needs x-kubernetes-list-map-keys",
    });
  if (items?.type !== "object") {
    faults.push({ pointer: at, message: "x-kubernetes-list-type: map needs items of type object" });
    return;
  }
  const required = Array.isArray(items.keywords["required"]) ? items.keywords["required"] : [];
  for (const key of listMapKeys) {
    const property = items.properties.get(key);
    if (property === undefined || !(property.intOrString || scalar.has(property.type)))
      faults.push({ pointer: at, message: `the key ${key} is not a scalar field of the items` });
    else if (!required.includes(key) && property.default === undefined)
      faults.push({ pointer: at, message: `the key ${key} must be required or have a default` });
  }
}
