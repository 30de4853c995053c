import { EvaluationFault } from "../fault.ts";
import { runtimeType } from "../type-of.ts";
import { CelList, CelMap, Duration, isObject, Timestamp, TypeValue, Uint } from "../value.ts";
import type { Value } from "../value.ts";
import { durationText } from "./duration-text.ts";
import type { Clause } from "./format-clause.ts";
import { parseFormat, takes } from "./format-clause.ts";
import { shortestDouble, specialDouble } from "./numbers.ts";
import { timestampText } from "./timestamp-text.ts";

/** string.format(): cel-go's clauses, numbers as in English. @throws EvaluationFault for what does not fit */
export function formatted(format: string, { items }: CelList): string {
  const parts = parseFormat(format);
  if ("fault" in parts) throw new EvaluationFault(parts.fault);
  let next = 0;
  const write = (part: string | Clause): string => {
    if (typeof part === "string") return part;
    const value = items[next];
    if (value === undefined) throw new EvaluationFault(`index ${next} out of range`);
    next += 1;
    return clause(part, value);
  };
  return parts.map(write).join("");
}

function clause({ letter, precision = 6 }: Clause, value: Value): string {
  const type = runtimeType(value);
  if (takes[letter]?.includes(type) === false)
    throw new EvaluationFault(`%${letter} takes no ${type}`);
  switch (letter) {
    case "s":
      return written(value);
    case "f":
      return fixed(doubleOf(value), precision);
    case "e":
      return scientific(doubleOf(value));
    case "x":
      return hex(value);
    case "X":
      return hex(value).toUpperCase();
    default:
      return whole(value).toString({ d: 10, b: 2, o: 8 }[letter]);
  }
}

function whole(value: Value): bigint {
  if (value instanceof Uint) return value.value;
  return typeof value === "bigint" ? value : BigInt(value === true);
}

/** A text may stand for what has no digits. */
function doubleOf(value: Value): number {
  if (typeof value === "number") return value;
  if (value === "NaN") return Number.NaN;
  if (value === "Infinity" || value === "-Infinity") return Number(value);
  throw new EvaluationFault("a text is no double");
}

function fixed(value: number, precision: number): string {
  if (!Number.isFinite(value)) return specialDouble(value, "∞", "-∞");
  const [digits = "", rest] = (
    Math.abs(value) < 1e21 ? evenly(value, precision) : `${BigInt(value)}.${"0".repeat(precision)}`
  ).split(".");
  const grouped = digits.replaceAll(/(?<=\d)(?=(?:\d{3})+$)/gu, ",");
  return rest === undefined || rest === "" ? grouped : `${grouped}.${rest}`;
}

/** Half goes to the even digit, as in Go; in JavaScript it goes up. */
function evenly(value: number, precision: number): string {
  const exact = value.toFixed(Math.min(100, precision + 30));
  const point = exact.indexOf(".") + 1;
  const isHalf = /^50+$/u.test(exact.slice(point + precision));
  const down = exact.slice(0, precision === 0 ? point - 1 : point + precision);
  return isHalf && /[02468]$/u.test(down) ? down : value.toFixed(precision);
}

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Kubernetes writes six digits whatever the clause says. */
function scientific(value: number): string {
  if (!Number.isFinite(value)) return specialDouble(value, "∞", "-∞");
  const [digits = "", exponent = "0"] = value.toExponential(6).split("e");
  const power = String(Math.abs(Number(exponent))).padStart(2, "0");
  const above = [...power].map((digit) => raised[Number(digit)] ?? "").join("");
  return `${digits}×10${Number(exponent) < 0 ? "⁻" : ""}${above}`;
}

function hex(value: Value): string {
  if (typeof value === "string") return Buffer.from(value).toString("hex");
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return whole(value).toString(16);
}

/** %s: any value, in lists and maps as CEL would write it. */
function written(value: Value): string {
  if (typeof value === "number") return shortestDouble(value);
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (value instanceof Timestamp) return timestampText(value);
  if (value instanceof Duration) return durationText(value);
  if (value instanceof TypeValue) return value.name;
  if (value instanceof CelList) return `[${value.items.map(inner).join(", ")}]`;
  const entries = entriesOf(value);
  if (entries !== undefined)
    return `{${entries
      .map(([name, one]) => `${inner(name)}:${inner(one)}`)
      .toSorted()
      .join(", ")}}`;
  if (value === null) return "null";
  if (typeof value !== "object") return String(value);
  throw new EvaluationFault(`%s takes no ${runtimeType(value)}`);
}

function inner(value: Value): string {
  if (typeof value === "number")
    return Number.isFinite(value) ? value.toFixed(6) : JSON.stringify(written(value));
  const text = written(value);
  if (typeof value === "string") return JSON.stringify(text);
  if (value instanceof Uint8Array) return `b${JSON.stringify(text)}`;
  if (value instanceof Timestamp) return `timestamp("${text}")`;
  return value instanceof Duration ? `duration("${text}")` : text;
}

function entriesOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  if (value instanceof CelMap) return value.keys().map((key) => [key, value.find(key) ?? null]);
  return isObject(value)
    ? value.names().map((name) => [name, value.find(name) ?? null])
    : undefined;
}
