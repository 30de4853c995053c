import type { ScalarValue } from "../model/yaml-node.ts";
import { isFloat, readNumber } from "./number.ts";

/** What is wrong with a scalar that its tag does not fit. */
export interface ScalarFault {
  readonly fault: string;
}

const core = "tag:yaml.org,2002:";

const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]+\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d{2}:\d{2})?)?$/u;

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map(
    (word) => [word, true] as const,
  ),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map(
    (word) => [word, false] as const,
  ),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Infinity] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, -Infinity] as const),
]);

/**
 * A plain, untagged scalar as sigs.k8s.io/yaml reads it: the booleans of YAML 1.1, no dates, no base 60.
 * The special floats come back as NaN and infinities, which JSON cannot hold.
 */
export function readPlain(text: string): ScalarValue {
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!numeric && !(text.length <= 5 && words.has(text))) return text;
  const word = words.get(text);
  if (word !== undefined) return word;
  return readNumber(text) ?? text;
}

/** A scalar under an explicit tag; tags that the reader does not know leave the text as it is. */
export function readTagged(text: string, tag: string): ScalarValue | ScalarFault {
  if (!tag.startsWith(core)) return text;
  const kind = tag.slice(core.length);
  if (kind === "str") return text;
  if (kind === "binary") return readBinary(text);
  const value = readPlain(text);
  if (kind === "float" && typeof value === "bigint") return Number(value);
  const fits: Readonly<Record<string, boolean>> = {
    int: typeof value === "bigint" || (typeof value === "number" && !isFloat(value, text)),
    float: typeof value === "number",
    bool: typeof value === "boolean",
    null: value === null,
    timestamp: timestamp.test(text),
  };
  if (fits[kind] ?? true) return kind in fits && kind !== "timestamp" ? value : text;
  return { fault: `cannot read ${JSON.stringify(text.slice(0, 80))} as ${kind}` };
}

function readBinary(text: string): ScalarValue | ScalarFault {
  const packed = text.replaceAll(/[\r\n]/gu, "");
  const whole = packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/u.test(packed);
  return whole ? Buffer.from(packed, "base64").toString("utf8") : { fault: "not valid base64" };
}
