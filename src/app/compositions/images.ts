import { isObject } from "../../model/json.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { SbomImage } from "../../sbom/index.ts";
import { decodeText, parseYaml, toValue } from "../../yaml/index.ts";
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
    for (const value of valuesIn(bytes, path))
      for (const reference of referencesIn(value)) {
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

function valuesIn(bytes: Uint8Array, path: string): readonly unknown[] {
  const text = decodeText(bytes);
  if (text === undefined) return [];
  return parseYaml(text, path).documents.map(({ root }) => toValue(root));
}

function* referencesIn(document: unknown): Generator<string> {
  if (!isObject(document)) return;
  const { apiVersion, spec } = document;
  if (String(apiVersion).startsWith("pkg.crossplane.io/") && isObject(spec))
    yield* reference(spec["package"]);
  yield* imagesBelow(spec);
}

function* imagesBelow(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* imagesBelow(item);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, below] of Object.entries(value)) {
    if (key === "image") yield* reference(below);
    yield* imagesBelow(below);
  }
}

function* reference(value: unknown): Generator<string> {
  if (typeof value === "string" && /^[^\s{}$]+$/u.test(value)) yield value;
}
