import type { ErrorObject } from "ajv";

import { pointerTo } from "../model/pointer.ts";
import { sentenceOf } from "./sentence.ts";
import type { Violation } from "./violation.ts";

/** A validator as ajv makes it: false leaves the reasons in `errors`. */
export interface Check {
  (value: unknown): unknown;
  errors?: readonly ErrorObject[] | null;
}

/** Where a value breaks the schema, each place once. */
export function violationsOf(check: Check, value: unknown): readonly Violation[] {
  return check(value) === true ? [] : violations(check.errors ?? []);
}

function violations(errors: readonly ErrorObject[]): readonly Violation[] {
  const told = errors.filter(
    ({ keyword, schemaPath }) => keyword !== "if" && !insideAlternative(schemaPath),
  );
  const wrongType = new Set(
    told.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath),
  );
  const found = new Map<string, Violation>();
  for (const error of told) {
    if (error.keyword !== "type" && wrongType.has(error.instancePath)) continue;
    const violation = violationOf(error);
    const key = `${violation.pointer} ${violation.message}`;
    if (!found.has(key)) found.set(key, violation);
  }
  return [...found.values()];
}

/** Why one alternative failed is no fault while another may hold; the alternatives as a whole report for themselves. */
function insideAlternative(schemaPath: string): boolean {
  return /\/(?:anyOf|oneOf)\/\d+\//u.test(schemaPath);
}

function violationOf(error: ErrorObject): Violation {
  const { instancePath, keyword } = error;
  const missing: unknown = (error.params as Readonly<Record<string, unknown>>)["missingProperty"];
  const pointer = typeof missing === "string" ? pointerTo(instancePath, missing) : instancePath;
  return { pointer, keyword, message: sentenceOf(error) };
}
