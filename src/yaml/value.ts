import type { MappingNode, YamlNode } from "../model/yaml-node.ts";

/**
 * The node as plain JSON data; undefined where there is no node. An integer beyond 2^53 stays a bigint. A key
 * `__proto__` becomes an own property and nothing more.
 */
export function toValue(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") return node.items.map((item) => toValue(item));
  return toObject(node);
}

function toObject(node: MappingNode): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const { name, value } of node.pairs) {
    if (name !== "__proto__") object[name] = toValue(value);
    else define(object, name, toValue(value));
  }
  return object;
}

function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
