import type { FoundImage } from "../../chart/index.ts";
import type { SbomImage } from "../../sbom/index.ts";
import { imageReference } from "../../sbom/index.ts";

/**
 * What was rendered, and what else values, templates and annotations name. Where a render shows an image's true tag, a tag
 * that only the chart's appVersion stands for, or none, is not told beside it.
 */
export function allImages(
  rendered: readonly SbomImage[],
  found: readonly FoundImage[],
): readonly SbomImage[] {
  const seen = new Set(rendered.map(({ reference }) => imageReference(reference).repository));
  const written = found.filter(({ reference, assumed, tag, digest }) => {
    const isOpen = assumed || (tag === undefined && digest === undefined);
    return !isOpen || !seen.has(imageReference(reference).repository);
  });
  return [
    ...rendered,
    ...written.map(({ reference, foundIn, owners, foundBy, assumed }) => {
      return { reference, foundIn, owners, foundBy, ...(assumed ? { assumed } : {}) };
    }),
  ];
}
