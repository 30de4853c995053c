import type { ChartMetadata } from "../model/chart.ts";
import type { ImageReference } from "../model/image-reference.ts";
import { parseImage } from "../model/image-reference.ts";
import { entry, items, parseYaml, scalarText } from "../yaml/index.ts";

/** Where authors list a chart's images: Artifact Hub's annotation, and Bitnami's. */
const names = ["artifacthub.io/images", "images"];

/** The images that a chart's metadata lists, with the annotation's name. */
export function annotatedImages({
  annotations,
}: Pick<ChartMetadata, "annotations">): readonly (readonly [ImageReference, string])[] {
  return names.flatMap((name) => {
    const { root } = parseYaml(annotations[name] ?? "", name).documents[0] ?? {};
    return items(root).flatMap((item) => {
      const image = parseImage(scalarText(entry(item, "image")) ?? "");
      return image === undefined ? [] : [[image, name] as const];
    });
  });
}
