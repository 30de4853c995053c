/** CEL's equality for what rules hold: objects and maps by fields, lists in order, an int equal to a double of its size. */
export function equalValues(a: unknown, b: unknown): boolean {
  if (a instanceof Map && b instanceof Map) return equalMaps(a, b);
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, at) => equalValues(value, b[at]));
  return plain(a) === plain(b);
}

function equalMaps(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
  const same = ([key, value]: readonly [unknown, unknown]): boolean =>
    b.has(key) && equalValues(value, b.get(key));
  return a.size === b.size && [...a].every(same);
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  return value instanceof Date ? value.getTime() : value;
}
