import type { Blueprint } from "../model/blueprint.ts";
import type { Structural } from "../model/structural.ts";
import { versionFor } from "./crd-version.ts";
import type { RuleInput } from "./rule.ts";

/** What the workspace's own CRD says of a field: it wins over a rule's own list. */
export interface FieldLaw {
  /** The values that may stand there. */
  readonly values: readonly string[];
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * The keywords of the field at these steps (`*` for any item or any name of a map) by the workspace's own CRD; what
 * that CRD does not say, or where there is none, as given.
 */
export function lawAt(
  input: RuleInput,
  blueprint: Blueprint,
  path: string,
  otherwise: Partial<FieldLaw>,
): FieldLaw {
  const own = input.workspace.crd === undefined ? undefined : versionFor(input.crd, blueprint);
  const keywords = schemaAt(own?.schema, path.split("."))?.keywords ?? {};
  const listed = keywords["enum"];
  return {
    values: isTexts(listed) ? listed : (otherwise.values ?? []),
    minimum: numberOf(keywords["minimum"]) ?? otherwise.minimum ?? -Infinity,
    maximum: numberOf(keywords["maximum"]) ?? otherwise.maximum ?? Infinity,
  };
}

function schemaAt(
  schema: Structural | undefined,
  steps: readonly string[],
): Structural | undefined {
  let found = schema;
  for (const step of steps) {
    if (step === "*") {
      const { additionalProperties: values } = found ?? {};
      found = found?.items ?? (values === true ? undefined : values);
    } else found = found?.properties.get(step);
  }
  return found;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;
}
