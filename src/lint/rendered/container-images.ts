import type { YamlNode } from "../../model/yaml-node.ts";
import { entry, pointerTo, scalarText } from "../../yaml/index.ts";
import type { FoundTag } from "../image-tags.ts";
import { readImage } from "../image-tags.ts";

const lists: ReadonlySet<string> = new Set(["containers", "initContainers", "ephemeralContainers"]);

export interface ContainerImage {
  /** Of the image, into the object. */
  readonly pointer: string;
  /** As it is written, empty where it is not. */
  readonly text: string;
  /** Undefined where it names none. */
  readonly found: Omit<FoundTag, "at" | "pointer"> | undefined;
}

/** The images of all containers of a pod, or of a pod's template at whatever depth. */
export function containerImages(node: YamlNode): readonly ContainerImage[] {
  return [...search(node, [])];
}

function* search(node: YamlNode, path: readonly (string | number)[]): Iterable<ContainerImage> {
  if (node.kind === "sequence")
    for (const [index, item] of node.items.entries()) yield* search(item, [...path, index]);
  if (node.kind !== "mapping") return;
  for (const { name, value } of node.pairs) {
    if (!lists.has(name) || value.kind !== "sequence") yield* search(value, [...path, name]);
    else
      for (const [index, item] of value.items.entries())
        yield* inContainer(item, [...path, name, index]);
  }
}

/** What is no container, as a text in a list of that name, names no image and needs none. */
function* inContainer(
  item: YamlNode,
  path: readonly (string | number)[],
): Iterable<ContainerImage> {
  const image = entry(item, "image");
  if (image === undefined || entry(item, "name") === undefined) return;
  const text = scalarText(image) ?? "";
  const pointer = pointerTo(...path, "image");
  const found = readImage(text);
  if (found !== undefined || text === "" || text.startsWith(":")) yield { pointer, text, found };
}
