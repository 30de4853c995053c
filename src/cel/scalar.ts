import { evaluate } from "@marcbachmann/cel-js";

import type { Structural } from "../model/structural.ts";
import type { Shape } from "./shape.ts";

const same = (value: unknown): unknown => value;

/** An integer of JSON is a double to CEL's library; the schema knows better. */
function toInteger(value: unknown): unknown {
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
}

const formats: Readonly<Record<string, Shape>> = {
  byte: { type: "bytes", convert: (value) => new Uint8Array(Buffer.from(String(value), "base64")) },
  date: {
    type: "google.protobuf.Timestamp",
    convert: (value) => new Date(`${String(value)}T00:00:00Z`),
  },
  "date-time": { type: "google.protobuf.Timestamp", convert: (value) => new Date(String(value)) },
  duration: {
    type: "google.protobuf.Duration",
    convert: (value): unknown => evaluate("duration(text)", { text: value }),
  },
};

/** The shape of a scalar (Kubernetes, "Validation rules", type mapping); undefined where the schema names no type. */
export function scalarShape(schema: Structural): Shape | undefined {
  if (schema.intOrString) return { type: "dyn", convert: toInteger };
  switch (schema.type) {
    case "boolean":
      return { type: "bool", convert: same };
    case "integer":
      return { type: "int", convert: toInteger };
    case "number":
      return {
        type: "double",
        convert: (value) => (typeof value === "bigint" ? Number(value) : value),
      };
    case "string":
      return formats[schema.format ?? ""] ?? { type: "string", convert: same };
    default:
      return undefined;
  }
}
