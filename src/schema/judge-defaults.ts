import { pointerTo } from "../model/pointer.ts";
import type { Structural } from "../model/structural.ts";
import { withDefaults } from "./defaults.ts";
import type { Faults } from "./fault.ts";
import { children } from "./judge.ts";
import { duplicates } from "./lists.ts";
import { validatorOf } from "./validate.ts";

/** Every default must satisfy the schema that it stands in. */
export function judgeDefaults(schema: Structural, faults: Faults): void {
  if (schema.default !== undefined) {
    const value = withDefaults(schema, schema.default.value);
    const found = [...validatorOf(schema)(value), ...duplicates(schema, value, "")];
    for (const { pointer, message } of found) {
      const at = pointerTo(schema.pointer, "default") + pointer;
      faults.push({ pointer: at, message: `the default breaks its schema: ${message}` });
    }
  }
  for (const child of children(schema)) judgeDefaults(child, faults);
}
