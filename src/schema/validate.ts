import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv } from "ajv";

import { parsePattern } from "../model/pattern.ts";
import { pointerTo } from "../model/pointer.ts";
import type { Structural } from "../model/structural.ts";
import { formats } from "./formats.ts";
import { sentenceOf } from "./sentence.ts";
import { toJsonSchema } from "./to-json-schema.ts";
import type { Violation } from "./violation.ts";

interface Expression {
  test(text: string): boolean;
  toString(): string;
}

/**
 * Patterns are RE2, as the API server has them: no backtracking, so no text makes a match slow. Ajv tells two patterns
 * apart by their toString.
 */
function expression(source: string): Expression {
  const pattern = parsePattern(source);
  if (pattern === undefined) throw new Error(`not an RE2 expression: ${source}`);
  return { test: (text) => pattern.test(text), toString: () => source };
}
expression.code = "expression";

/** Compiles the schema; the result tells where a value breaks it, each place once. */
export function validatorOf(schema: Structural): (value: unknown) => readonly Violation[] {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    validateFormats: true,
    formats,
    logger: false,
    code: { regExp: expression },
  });
  const check: ValidateFunction = ajv.compile(toJsonSchema(schema));
  return (value) => (check(value) ? [] : violations(check.errors ?? []));
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
