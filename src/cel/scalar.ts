import type { Structural } from "../model/structural.ts";
import { EvaluationFault } from "./fault.ts";
import { parseDuration } from "./library/duration-text.ts";
import { parseTimestamp } from "./library/timestamp-text.ts";
import type { Shape } from "./shape.ts";
import { basic } from "./types.ts";
import { Duration } from "./value.ts";
import type { Value } from "./value.ts";

function refused(json: unknown, type: string): never {
  throw new EvaluationFault(`invalid data, expected ${type}, got ${typeof json}`);
}

/** An integer of JSON may be held as a number or, where it is large, as a bigint. */
function integerOf(json: unknown): Value {
  if (typeof json === "bigint") return json;
  return Number.isInteger(json) ? BigInt(json as number) : refused(json, "int");
}

function doubleOf(json: unknown): Value {
  return typeof json === "number" || typeof json === "bigint"
    ? Number(json)
    : refused(json, "float");
}

function text(type: string, read: (text: string) => Value | undefined): (json: unknown) => Value {
  return (json) => {
    const found = typeof json === "string" ? read(json) : undefined;
    return found ?? refused(json, type);
  };
}

const days = /^(\d+(?:\.\d+)?)\s*(?:d|days?|w|weeks?)$/u;

/** A schema's durations may count in days and weeks besides. */
function schemaDuration(json: string): Duration | undefined {
  const [, count] = days.exec(json) ?? [];
  if (count === undefined) return parseDuration(json);
  const hours = Number(count) * (json.includes("w") ? 168 : 24);
  return new Duration(BigInt(Math.round(hours * 3.6e12)));
}

/** A schema's date-times may have a blank for the T and an offset without its colon. */
function schemaTime(json: string): Value | undefined {
  return parseTimestamp(
    json
      .toUpperCase()
      .replace(" ", "T")
      .replace(/([+-]\d{2})(\d{2})$/u, "$1:$2"),
  );
}

const formats: Readonly<Record<string, Shape>> = {
  byte: {
    type: basic("bytes"),
    convert: text("base64", (json) => new Uint8Array(Buffer.from(json, "base64"))),
  },
  date: {
    type: basic("timestamp"),
    convert: text("date", (json) => parseTimestamp(`${json}T00:00:00Z`)),
  },
  "date-time": { type: basic("timestamp"), convert: text("date-time", schemaTime) },
  duration: { type: basic("duration"), convert: text("duration", schemaDuration) },
};

/** A text, whatever a schema says of it. */
export const textShape: Shape = { type: basic("string"), convert: text("string", (json) => json) };

/** The shape of a scalar (Kubernetes, "Validation rules", type mapping); undefined where the schema names no type. */
export function scalarShape({ intOrString, type, format }: Structural): Shape | undefined {
  if (intOrString)
    return {
      type: basic("dyn"),
      convert: (json) => (typeof json === "string" ? json : integerOf(json)),
    };
  switch (type) {
    case "boolean":
      return {
        type: basic("bool"),
        convert: (json) => (typeof json === "boolean" ? json : refused(json, "bool")),
      };
    case "integer":
      return { type: basic("int"), convert: integerOf };
    case "number":
      return { type: basic("double"), convert: doubleOf };
    case "string":
      return formats[format ?? ""] ?? textShape;
    default:
      return undefined;
  }
}
