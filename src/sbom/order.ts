/** The items by key and by code unit, each key once: no order of the library's is used, since those follow the locale. */
export function sorted<T>(items: Iterable<T>, key: (item: T) => string): readonly T[] {
  const byKey = new Map(Array.from(items, (item) => [key(item), item]));
  return [...byKey.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
