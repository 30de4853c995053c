import type { Ajv } from "ajv";

import { isSame } from "../model/json.ts";

/** The keyword for an `enum` that lists more than plain values. */
export const wholeEnum = "x-bp-enum";

/** Ajv's own comparison calls what a mapping has under `valueOf` and `toString`, which is the user's to name. */
export function addWholeEnum(ajv: Ajv): Ajv {
  const among: AmongValues = (allowedValues, data) => {
    if (allowedValues.some((value) => isSame(value, data))) return true;
    among.errors = [{ keyword: "enum", params: { allowedValues } }];
    return false;
  };
  return ajv.addKeyword({ keyword: wholeEnum, schemaType: "array", validate: among });
}

interface AmongValues {
  (allowedValues: readonly unknown[], data: unknown): boolean;
  errors?: object[];
}
