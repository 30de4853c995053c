import { itemKey } from "../equal.ts";
import { CelList } from "../value.ts";
import type { Value } from "../value.ts";

/**
 * `a + b` of lists. A set takes what it has not yet; a list map replaces the items with the same keys in their places
 * and takes the others at the end (Kubernetes, "x-kubernetes-list-type" in validation rules).
 */
export function concatenated(a: CelList, b: CelList): CelList {
  if (a.kind === "atomic") return new CelList([...a.items, ...b.items]);
  const items = new Map<string, Value>(a.items.map((item) => [itemKey(item, a), item]));
  for (const item of b.items) items.set(itemKey(item, a), item);
  return new CelList([...items.values()], a.kind, a.keys);
}
