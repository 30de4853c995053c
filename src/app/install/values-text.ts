import type { JsonObject } from "../../model/json.ts";
import { emitYaml } from "../../yaml/index.ts";

/** Values as a person reads them, indented by two spaces. */
export function valuesText(values: JsonObject): string {
  return emitYaml(values).replaceAll(/^(?=.)/gmu, "  ");
}
