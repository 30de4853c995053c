import type { ValidateFunction } from "ajv";

import { BpError } from "../model/error.ts";
import type { JsonObject } from "./json.ts";
import { isObject, member, objectOf } from "./json.ts";
import { ajvFor } from "./validate.ts";
import type { Violation } from "./violation.ts";
import { violationsOf } from "./violations.ts";

/** The schema of a blueprint's configuration, as JSON Schema has it (spec.configSchema). */
export interface ConfigSchema {
  /** Every default of the schema, with the objects around it; alternatives (oneOf, anyOf) have none. */
  readonly defaults: JsonObject;
  /**
   * Where a configuration breaks the schema, once defaults are set in the objects that it has.
   * @throws BpError MATERIAL where the schema is none that can be used
   */
  violations(config: unknown): readonly Violation[];
}

export function configSchema(schema: unknown): ConfigSchema {
  const plain = numbered(schema ?? {});
  const defaults = defaultsOf(plain);
  let check: ValidateFunction | undefined;
  return {
    defaults: isObject(defaults) ? defaults : {},
    violations: (config) => violationsOf((check ??= compile(plain)), numbered(config)),
  };
}

/** A check that writes defaults into what it looks at: that must be a copy. */
function compile(schema: unknown): ValidateFunction {
  try {
    return ajvFor({}, { useDefaults: true }).compile(isObject(schema) ? schema : {});
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BpError("MATERIAL", `configSchema is no JSON Schema: ${reason}`, {
      hint: "`bp lint` shows where (BP109)",
      cause: error,
    });
  }
}

function defaultsOf(schema: unknown): unknown {
  const own = member(schema, "default");
  if (own !== undefined && !isObject(own)) return own;
  const properties = member(schema, "properties");
  const below = Object.entries(isObject(properties) ? properties : {})
    .map(([name, property]) => [name, member(own, name) ?? defaultsOf(property)] as const)
    .filter(([, value]) => value !== undefined);
  if (own === undefined && below.length === 0) return undefined;
  return { ...own, ...objectOf(below) };
}

/** A copy in which integers beyond 2^53 are numbers, as JSON has them. */
function numbered(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map((item) => numbered(item));
  if (!isObject(value)) return value;
  return objectOf(Object.entries(value).map(([name, item]) => [name, numbered(item)]));
}
