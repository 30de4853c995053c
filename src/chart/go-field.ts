import { byCodeUnit } from "../model/order.ts";
import type { YamlNode } from "../model/yaml-node.ts";

/**
 * The value of a struct's field as Go's encoding/json finds it: a key in other letters will do too. It sees the keys in
 * their order, so that the last one holds.
 */
export function goField(node: YamlNode | undefined, field: string): YamlNode | undefined {
  if (node?.kind !== "mapping") return undefined;
  const wanted = field.toLowerCase();
  const found = node.pairs.filter(({ name }) => {
    return name.length === field.length && name.toLowerCase() === wanted;
  });
  if (found.length < 2) return found[0]?.value;
  return found.toSorted((a, b) => byCodeUnit(a.name, b.name)).at(-1)?.value;
}
