import { pointerTo } from "../model/pointer.ts";
import type { Structural } from "../model/structural.ts";
import type { Faults } from "./fault.ts";

const restrictable: ReadonlySet<string> = new Set(["generateName", "name"]);

/** What holds for the root of a version's schema alone: it is an object, and of metadata only the names may be limited. */
export function judgeRoot(schema: Structural, faults: Faults): void {
  const { pointer, type, additionalProperties, nullable, properties } = schema;
  if (type !== undefined && type !== "object")
    faults.push({ pointer: pointerTo(pointer, "type"), message: "the root must be an object" });
  if (nullable) faults.push({ pointer, message: "the root may not be nullable" });
  if (additionalProperties !== undefined)
    faults.push({
      pointer: pointerTo(pointer, "additionalProperties"),
      message: "additionalProperties may not stand at the root",
    });
  const metadata = properties.get("metadata");
  for (const [name, field] of metadata?.properties ?? []) {
    if (restrictable.has(name)) continue;
    faults.push({
      pointer: field.pointer,
      message: `of metadata only name and generateName may be limited, not ${name}`,
    });
  }
}
