export type { JsonObject } from "../model/json.ts";
export { isObject, member } from "../model/json.ts";

/** An object without a prototype, so that no name is special. */
export function objectOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const result = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of entries) result[name] = value;
  return result;
}

/** The value on one short line, for a message. */
export function show(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  // JSON has no undefined: at the top JSON.stringify gives it back, whatever its type says.
  const text: string | undefined = JSON.stringify(value, (_, part: unknown) =>
    typeof part === "bigint" ? String(part) : part,
  );
  if (text === undefined) return "undefined";
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
