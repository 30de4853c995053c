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

/** One entry an image, wherever it was found. */
export function mergedImages({ images }: SbomInput): readonly SbomImage[] {
  const found = new Map<string, readonly string[]>();
  for (const { reference, foundIn } of images) {
    found.set(reference, [...(found.get(reference) ?? []), ...foundIn]);
  }
  return Array.from(found, ([reference, foundIn]) => ({ reference, foundIn }));
}
