import type { RenderedObject } from "../../model/render.ts";
import type { MappingNode } from "../../model/yaml-node.ts";
import { entry, parseYaml, pointerTo, scalarText } from "../../yaml/index.ts";
import { outputDocuments } from "./documents.ts";

/** The objects of what `helm template` printed, those of lists by themselves; comments alone are no object. */
export function renderedObjects(output: string): readonly RenderedObject[] {
  const seen = new Map<string, number>();
  return outputDocuments(output).flatMap(({ source: named, text }) => {
    const source = named.slice(named.indexOf("/") + 1);
    const root = parseYaml(text, source).documents[0]?.root;
    if (root?.kind !== "mapping") return [];
    const index = seen.get(source) ?? 0;
    seen.set(source, index + 1);
    return [...objectsIn(root, "")].map(({ node, pointer }) => ({ source, index, node, pointer }));
  });
}

/** The object itself, or what a List holds (k8s.io/apimachinery meta.EachListItem). */
function* objectsIn(
  node: MappingNode,
  pointer: string,
): Generator<Pick<RenderedObject, "node" | "pointer">> {
  const items = entry(node, "items");
  if (items?.kind !== "sequence" || scalarText(entry(node, "kind"))?.endsWith("List") !== true) {
    yield { node, pointer };
    return;
  }
  for (const [index, item] of items.items.entries())
    if (item.kind === "mapping") yield* objectsIn(item, pointer + pointerTo("items", index));
}
