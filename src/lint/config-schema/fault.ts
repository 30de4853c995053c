import type { Severity } from "../../model/finding.ts";

/** Something wrong with a schema of the configuration, or with a default in it. */
export interface SchemaFault {
  /** JSON pointer in the manifest. */
  readonly pointer: string;
  /** The place is the key, not the value. */
  readonly atKey?: true;
  /** Where it is less than an error. */
  readonly severity?: Severity;
  readonly message: string;
}

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as messages show it, cut where it is long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === "bigint" ? Number(part) : part,
  );
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
