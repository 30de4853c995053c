import { Ajv } from "ajv";
import type { CodeOptions, Options } from "ajv";

import type { Structural } from "../model/structural.ts";
import { expression } from "./expression.ts";
import { formats } from "./formats.ts";
import { toJsonSchema } from "./to-json-schema.ts";
import type { Violation } from "./violation.ts";
import type { Check } from "./violations.ts";
import { violationsOf } from "./violations.ts";
import { addWholeEnum } from "./whole-enum.ts";

/** Ajv with the settings that make it judge as the API server does. */
export function ajvFor(code: CodeOptions = {}, more: Options = {}): Ajv {
  const ajv = new Ajv({
    ...more,
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    validateFormats: true,
    formats,
    logger: false,
    code: { ...code, regExp: expression },
  });
  return addWholeEnum(ajv);
}

/** Compiles the schema; the result tells where a value breaks it, each place once. */
export function validatorOf(schema: Structural): (value: unknown) => readonly Violation[] {
  const check: Check = ajvFor().compile(toJsonSchema(schema));
  return (value) => violationsOf(check, value);
}
