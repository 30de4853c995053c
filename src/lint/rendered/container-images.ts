import { containersIn } from "../../chart/index.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { entry, pointerTo, scalarText } from "../../yaml/index.ts";
import type { FoundTag } from "../image-tags.ts";
import { readImage } from "../image-tags.ts";

export interface ContainerImage {
  /** Of the image, into the object. */
  readonly pointer: string;
  /** As it is written, empty where it is not. */
  readonly text: string;
  /** Undefined where it names none. */
  readonly found: Omit<FoundTag, "at" | "pointer"> | undefined;
}

/** The images of all containers of a pod, or of a pod's template at whatever depth. */
export function containerImages(object: YamlNode): readonly ContainerImage[] {
  return [...containersIn(object)].flatMap(({ node, path }) => {
    const text = scalarText(entry(node, "image")) ?? "";
    const found = readImage(text);
    // What a template has left open is no image of anything.
    if (found === undefined && text !== "" && !text.startsWith(":")) return [];
    return [{ pointer: pointerTo(...path, "image"), text, found }];
  });
}
