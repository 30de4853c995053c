import type { CelType } from "./types.ts";
import { basic, listOf, mapOf, optionalOf } from "./types.ts";

const words: Readonly<Record<string, string>> = {
  timestamp: "google.protobuf.Timestamp",
  duration: "google.protobuf.Duration",
};

/** A type as CEL writes it, for messages. */
export function typeName(type: CelType): string {
  switch (type.kind) {
    case "basic":
      return words[type.name] ?? type.name;
    case "list":
      return `list(${typeName(type.item)})`;
    case "map":
      return `map(${typeName(type.key)}, ${typeName(type.value)})`;
    case "optional":
      return `optional_type(${typeName(type.value)})`;
    case "object":
      return "object";
    default:
      return type.name;
  }
}

/** Reads `list<T>`, `map<K, V>`, `optional<T>`, a basic type, a single capital letter for a variable, else a library's type. */
export function parseType(text: string): CelType {
  const [, kind = "", inner = ""] = /^(list|map|optional)<(.+)>$/u.exec(text) ?? [];
  if (kind === "list") return listOf(parseType(inner));
  if (kind === "optional") return optionalOf(parseType(inner));
  if (kind === "map") {
    const [key = "", value = ""] = splitTypes(inner);
    return mapOf(parseType(key), parseType(value));
  }
  if (/^[A-Z]$/u.test(text)) return { kind: "param", name: text };
  return text.includes(".") ? { kind: "opaque", name: text } : basic(text as "dyn");
}

/** Splits at the commas that stand within no angle brackets. */
export function splitTypes(text: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of text) {
    if (letter === "<") depth += 1;
    if (letter === ">") depth -= 1;
    if (letter === "," && depth === 0) parts.push("");
    else parts.push(`${parts.pop() ?? ""}${letter}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
