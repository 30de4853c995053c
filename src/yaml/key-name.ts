import type { ScalarNode } from "../model/yaml-node.ts";
import { goFloat } from "./go-float.ts";
import { isFloat, isUnsignedOnly } from "./number.ts";

/**
 * A mapping key as a JSON object key, the way sigs.k8s.io/yaml converts it; undefined for the keys it refuses: null
 * and integers that only fit 64 bits without a sign.
 */
export function keyName(key: Pick<ScalarNode, "value" | "text">): string | undefined {
  const { value, text } = key;
  if (typeof value === "string") return value;
  if (value === null) return undefined;
  if (typeof value === "bigint") return isUnsignedOnly(value) ? undefined : String(value);
  if (typeof value === "boolean") return String(value);
  return isFloat(value, text) ? floatName(value) : String(value);
}

function floatName(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (Number.isFinite(value)) return goFloat(value, 32);
  return value > 0 ? ".inf" : "-.inf";
}
