import { objectImages } from "../../chart/index.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { SbomImage } from "../../sbom/index.ts";
import { decodeText, parseYaml } from "../../yaml/index.ts";
import type { HeldEntry } from "../folder-archive.ts";
import { isYaml } from "./pack.ts";

/**
 * What compositions make a cluster pull: the packages of Crossplane's functions, providers and configurations, and the
 * images of what they compose, as far as they are written out. A text with a template in it names none.
 */
export function imagesIn(entries: readonly HeldEntry[]): readonly SbomImage[] {
  const found = new Map<string, Set<string>>();
  for (const { path, bytes } of entries) {
    if (!isYaml(path)) continue;
    for (const reference of referencesIn(bytes, path)) {
      const files = found.get(reference) ?? new Set();
      found.set(reference, files.add(path));
    }
  }
  return [...found]
    .map(([reference, files]) => {
      return { reference, foundIn: [...files], owners: [""], foundBy: ["compositions"] };
    })
    .toSorted((a, b) => byCodeUnit(a.reference, b.reference));
}

function referencesIn(bytes: Uint8Array, path: string): readonly string[] {
  const text = decodeText(bytes);
  if (text === undefined) return [];
  return parseYaml(text, path).documents.flatMap(({ root }) =>
    root?.kind === "mapping" ? objectImages(root).map(({ text: reference }) => reference) : [],
  );
}
