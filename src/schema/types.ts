const types: ReadonlySet<string> = new Set([
  "array",
  "boolean",
  "integer",
  "number",
  "object",
  "string",
]);

/** True for the types that a structural schema may name. */
export function isType(name: string): boolean {
  return types.has(name);
}
