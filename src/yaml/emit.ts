import { goFloat } from "./go-float.ts";
import { canBeLiteral, literal, quoted } from "./quote.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * Plain JSON data (bigint too) as block YAML, laid out as sigs.k8s.io/yaml marshals it: keys sorted (by code
 * unit), lists level with their key, text quoted where it would read as something else; long lines are not folded.
 * The same value gives the same text, and it reads back equal. Fields that are undefined are left out.
 * @throws TypeError for what JSON cannot hold: a bug of the caller
 */
export function emitYaml(value: unknown): string {
  const lines = nested(value);
  return `${(lines ?? [scalar(value, "  ")]).join("\n")}\n`;
}

/** The lines of a collection that takes lines of its own; undefined for scalars and empty collections. */
function nested(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.flatMap(itemLines);
  if (value === null || typeof value !== "object") return undefined;
  const keys = definedKeys(value as Json);
  return keys.length === 0
    ? undefined
    : keys.flatMap((key) => pairLines(key, (value as Json)[key]));
}

function itemLines(item: unknown): string[] {
  const [first = "", ...rest] = nested(item) ?? scalar(item, "  ").split("\n");
  const indent = nested(item) === undefined ? "" : "  ";
  return [`- ${first}`, ...rest.map((line) => indentLine(line, indent))];
}

function pairLines(key: string, value: unknown): string[] {
  const name = `${quoted(key)}:`;
  const lines = nested(value);
  if (lines === undefined) return `${name} ${scalar(value, "  ")}`.split("\n");
  const indent = Array.isArray(value) ? "" : "  ";
  return [name, ...lines.map((line) => indentLine(line, indent))];
}

function indentLine(line: string, indent: string): string {
  return line === "" ? line : indent + line;
}

function definedKeys(object: Json): string[] {
  return Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort();
}

/** Whole numbers in digits where a reader can take them for integers, else in Go's form. */
function goNumber(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : goFloat(value, 64);
}

/** A scalar or an empty collection; the lines of a literal block are indented by `indent`. */
function scalar(value: unknown, indent: string): string {
  if (typeof value === "string")
    return canBeLiteral(value) ? literal(value, indent) : quoted(value);
  if (typeof value === "number" && Number.isFinite(value)) return goNumber(value);
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "[]";
  if (typeof value === "object") return "{}";
  throw new TypeError(`not JSON: ${typeof value}`);
}
