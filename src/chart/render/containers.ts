import type { MappingNode, YamlNode } from "../../model/yaml-node.ts";
import { entry } from "../../yaml/index.ts";

const lists: ReadonlySet<string> = new Set(["containers", "initContainers", "ephemeralContainers"]);

/** A container of a pod. */
export interface FoundContainer {
  readonly node: MappingNode;
  /** Into the object. */
  readonly path: readonly (string | number)[];
}

/**
 * All containers of a pod, or of pods' templates at whatever depth (k8s.io/api/core/v1, Container). What has no name or no
 * image is none, as a text in a list of that name.
 */
export function* containersIn(
  node: YamlNode,
  path: readonly (string | number)[] = [],
): Iterable<FoundContainer> {
  if (node.kind === "sequence")
    for (const [index, item] of node.items.entries()) yield* containersIn(item, [...path, index]);
  if (node.kind !== "mapping") return;
  for (const { name, value } of node.pairs) {
    if (!lists.has(name) || value.kind !== "sequence") yield* containersIn(value, [...path, name]);
    else
      for (const [index, item] of value.items.entries())
        if (isContainer(item)) yield { node: item, path: [...path, name, index] };
  }
}

function isContainer(item: YamlNode): item is MappingNode {
  return (
    item.kind === "mapping" &&
    entry(item, "image") !== undefined &&
    entry(item, "name") !== undefined
  );
}
