import { parseImage } from "../../model/image-reference.ts";
import type { MappingNode, YamlNode } from "../../model/yaml-node.ts";
import { entry, items, pointerTo, scalarText } from "../../yaml/index.ts";
import { containersIn } from "./containers.ts";
import { customImages } from "./custom-images.ts";
import { argumentImages, environmentImages } from "./handed-images.ts";

/** An image that an object makes a cluster pull. */
export interface ObjectImage {
  /** Where it is named, into the object. */
  readonly pointer: string;
  /** What the container runtime is told, a registry that the kind implies included. */
  readonly text: string;
  /**
   * How it is named there: a container of a pod, an image volume, a field of a custom resource, or what a container hands on
   * to start, in an argument or in its environment.
   */
  readonly place: "container" | "volume" | "field" | "argument" | "environment";
}

/** Every image that an object of a render names, each place once, in the object's order. */
export function objectImages(object: MappingNode): readonly ObjectImage[] {
  const found = new Map<string, ObjectImage>();
  for (const image of [...podImages(object), ...customImages(object)]) {
    const key = `${image.pointer} ${image.text}`;
    if (!found.has(key)) found.set(key, image);
  }
  return [...found.values()];
}

function* podImages(object: MappingNode): Iterable<ObjectImage> {
  for (const { node, path } of containersIn(object)) {
    const text = scalarText(entry(node, "image")) ?? "";
    if (parseImage(text) !== undefined)
      yield { pointer: pointerTo(...path, "image"), text, place: "container" };
    yield* argumentImages(node, path);
    yield* environmentImages(node, path);
  }
  yield* volumeImages(object, []);
}

/** Volumes of images (k8s.io/api/core/v1, ImageVolumeSource). */
function* volumeImages(node: YamlNode, path: readonly (string | number)[]): Iterable<ObjectImage> {
  if (node.kind === "sequence")
    for (const [index, item] of node.items.entries()) yield* volumeImages(item, [...path, index]);
  if (node.kind !== "mapping") return;
  for (const { name, value } of node.pairs) {
    if (name !== "volumes") yield* volumeImages(value, [...path, name]);
    else
      for (const [index, volume] of items(value).entries()) {
        const text = scalarText(entry(entry(volume, "image"), "reference")) ?? "";
        const pointer = pointerTo(...path, name, index, "image", "reference");
        if (parseImage(text) !== undefined) yield { pointer, text, place: "volume" };
      }
  }
}
