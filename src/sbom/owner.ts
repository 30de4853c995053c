import { canonicalReference } from "./image-reference.ts";
import type { SbomImage, SbomInput } from "./input.ts";

/** The path of the innermost subchart that a path lies in, itself excluded; empty for the top chart. */
export function owner(path: string, subcharts: { has(path: string): boolean }): string {
  const parts = path.split("/");
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const parent = parts.slice(0, length).join("/");
    if (subcharts.has(parent)) return parent;
  }
  return "";
}

/** One entry an image, wherever and however it was found and written. */
export function mergedImages({ images }: Pick<SbomInput, "images">): readonly SbomImage[] {
  const found = Map.groupBy(images, ({ reference }) => canonicalReference(reference));
  return Array.from(found.values(), (all) => ({
    reference: distinct(all.map(({ reference }) => reference))[0] ?? "",
    foundIn: distinct(all.flatMap(({ foundIn }) => foundIn)),
    owners: distinct(all.flatMap(({ owners }) => owners)),
    foundBy: distinct(all.flatMap(({ foundBy }) => foundBy)),
    assumed: all.every(({ assumed }) => assumed === true),
  }));
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted((a, b) => (a < b ? -1 : 1));
}
