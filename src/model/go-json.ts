const escapes: Readonly<Record<string, string>> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/**
 * JSON as Go's encoding/json writes it: no spaces, `<`, `>`, `&`, U+2028 and U+2029 escaped, backspace and form feed
 * as \b and \f. Keys stay in the order of the object: pass it sorted where Go would sort (maps), in field order where
 * Go has a struct.
 */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/gu,
    (character) => escapes[character] ?? character,
  );
}

/** A copy with the keys of every object sorted by code unit: the canonical form of data that has no order of its own. */
export function sortKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => sortKeys(item)) as T;
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)])) as T;
}
