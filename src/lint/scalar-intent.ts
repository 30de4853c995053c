import type { Structural } from "../model/structural.ts";
import { nodeAt, pointerSteps, scalarText } from "../yaml/index.ts";
import { versionFor } from "./crd-version.ts";
import type { RuleInput } from "./rule.ts";
import type { PlacedScalar } from "./unit-scalars.ts";
import { parentOf } from "./unit-scalars.ts";

const chartFlags = /^\/deprecated$|^\/dependencies\/\d+\/enabled$/u;
const switchName =
  /^(?:enabled?|disabled?|create|install|installed|debug|force|is[A-Z_].*|has[A-Z_].*|use[A-Z_].*|allow[A-Z_].*|enable[A-Z_].*|disable[A-Z_].*|.*(?:Enabled|Disabled|_enabled|_disabled))$/u;

/**
 * Whether a word like `yes` or `Off` is meant as a switch rather than as text: by the schema where one speaks of it. In
 * values.yaml, where none does, a small word or one under a name like `enabled` is a switch, since Helm reads it so and
 * writing true or false changes nothing; a word with a capital elsewhere is the name of a mode, and text.
 */
export function isFlag(scalar: PlacedScalar, input: RuleInput): boolean {
  const { file, pointer } = scalar;
  if (file === "chart") return chartFlags.test(pointer);
  const type = file === "manifest" ? declaredType(scalar, input) : undefined;
  if (type !== undefined) return type === "boolean";
  const name = pointerSteps(pointer).findLast((step) => !/^\d+$/u.test(step)) ?? "";
  return switchName.test(name) || !/[A-Z]/u.test(scalar.node.text);
}

/** By the schema of the configuration, whose defaults and choices are of its own type, else by the CRD. */
function declaredType(scalar: PlacedScalar, input: RuleInput): string | undefined {
  const { pointer, root } = scalar;
  if (pointer.startsWith("/spec/configSchema/")) {
    const list = /\/(?:enum|examples)\/\d+$/u.test(pointer);
    const holder = list ? parentOf(parentOf(pointer)) : parentOf(pointer);
    return scalarText(nodeAt(root, `${holder}/type`)) ?? "string";
  }
  const apiVersion = scalarText(nodeAt(root, "/apiVersion")) ?? "";
  const version = versionFor(input.crd, { apiVersion });
  return typeAt(version?.schema, pointerSteps(pointer)) ?? metadataType(pointer);
}

function typeAt(schema: Structural | undefined, steps: readonly string[]): string | undefined {
  let found = schema;
  for (const step of steps) {
    const { items, properties, additionalProperties: values } = found ?? {};
    found = properties?.get(step) ?? items ?? (values === true ? undefined : values);
  }
  return found?.type;
}

/** Every field of metadata that people write is text. */
function metadataType(pointer: string): string | undefined {
  return pointer.startsWith("/metadata/") ? "string" : undefined;
}
