import type { FoundImage, ImageReference } from "../model/image-reference.ts";
import { formatImage, parseImage } from "../model/image-reference.ts";
import type { Location } from "../model/location.ts";
import { byCodeUnit } from "../model/order.ts";
import { coercedText, entry, items, parseYaml } from "../yaml/index.ts";
import type { Kustomization } from "./kustomization.ts";
import type { ManifestTree } from "./reach.ts";
import { rootsOf, targetOf } from "./reach.ts";
import type { WrittenImage } from "./written-images.ts";
import { writtenImages } from "./written-images.ts";

/** An image on its way through a build, and the places that made it what it is. */
interface Passing {
  readonly text: string;
  readonly isContainers: boolean;
  readonly foundIn: readonly string[];
  /** Where it became what it is. */
  readonly at: Location;
}

/** An image that the base or an overlay installs, and where it became what it is. */
export interface InstalledImage {
  readonly image: ImageReference;
  readonly at: Location;
}

/** The images of containers that the base and each overlay install, each once at each place. */
export function installedImages(tree: ManifestTree): readonly InstalledImage[] {
  const found = new Map<string, InstalledImage>();
  for (const { text, at, isContainers } of rootsOf(tree).flatMap((one) => passing(one, tree, []))) {
    const image = isContainers ? parseImage(text) : undefined;
    if (image !== undefined) found.set(`${text} ${at.file}:${at.line}`, { image, at });
  }
  return [...found.values()];
}

/**
 * The images that the base and each overlay install: those of their manifests and patches, changed by `images` as
 * kustomize changes them, each once, sorted by reference. What a patch replaces is listed beside what replaces it.
 */
export function manifestImages(tree: ManifestTree): readonly FoundImage[] {
  const found = new Map<string, FoundImage>();
  for (const { text, foundIn } of rootsOf(tree).flatMap((root) => passing(root, tree, []))) {
    const image = parseImage(text);
    if (image === undefined) continue;
    const reference = formatImage(image);
    const places = new Set([...(found.get(reference)?.foundIn ?? []), ...foundIn]);
    const how = { owners: [""], foundBy: ["manifests"], assumed: false } as const;
    found.set(reference, {
      ...image,
      reference,
      foundIn: [...places].toSorted(byCodeUnit),
      ...how,
    });
  }
  return [...found.values()].toSorted((a, b) => byCodeUnit(a.reference, b.reference));
}

/** @param trail the folders on the way here: a circle, which kustomize refuses, is walked once */
function passing(
  of: Kustomization,
  tree: ManifestTree,
  trail: readonly string[],
): readonly Passing[] {
  if (trail.includes(of.folder)) return [];
  const below = [...trail, of.folder];
  const reached = of.references.map((reference) => ({
    ...reference,
    target: targetOf(of, reference, tree),
  }));
  const files = (kind: "resource" | "patch"): readonly Passing[] =>
    reached.flatMap((one) =>
      one.kind === kind && one.target.kind === "file" ? inFile(one.target.path, tree) : [],
    );
  const others = reached.flatMap(({ target }) =>
    target.kind === "kustomization" ? target.of : [],
  );
  let images = [
    ...files("resource"),
    ...others.filter((one) => !one.isComponent).flatMap((one) => passing(one, tree, below)),
  ];
  // A component changes what came before it; the kustomization's own patches come later, its images last.
  for (const one of others.filter(({ isComponent }) => isComponent))
    images = [...transformed(one, images), ...passing(one, tree, below)];
  return transformed(of, [...images, ...files("patch"), ...inlinePatches(of)]);
}

function inFile(path: string, { texts, folder }: ManifestTree): readonly Passing[] {
  const { documents } = parseYaml(texts.get(path) ?? "", `${folder}/${path}`);
  return writtenImages(documents).map((image) => placed(image, `${path}:${image.at.line}`));
}

/** `patch` and texts under patchesStrategicMerge: YAML inside YAML, so that only the file is a place. */
function inlinePatches({ document, path }: Kustomization): readonly Passing[] {
  const texts = ["patches", "patchesJson6902"].flatMap((field) =>
    items(entry(document?.root, field)).map((item) => coercedText(entry(item, "patch"))),
  );
  const merged = items(entry(document?.root, "patchesStrategicMerge")).map(coercedText);
  return [...texts, ...merged.filter((text) => text?.includes("\n"))].flatMap((text = "") =>
    writtenImages(parseYaml(text, path).documents).map((image) =>
      placed({ ...image, at: document?.at ?? image.at }, path),
    ),
  );
}

function placed({ text, isContainers, at }: WrittenImage, place: string): Passing {
  return { text, isContainers, foundIn: [place], at };
}

/** `images` of a kustomization, as its image transformer applies them one after another. */
function transformed(
  { document, path }: Kustomization,
  images: readonly Passing[],
): readonly Passing[] {
  let changed = images;
  for (const field of ["images", "imageTags"])
    for (const [index, item] of items(entry(document?.root, field)).entries()) {
      const of = (name: string): string => coercedText(entry(item, name)) ?? "";
      const change = {
        name: of("name"),
        newName: of("newName"),
        newTag: of("newTag"),
        digest: of("digest"),
        tagSuffix: of("tagSuffix"),
      };
      const place = { name: `${path}#${field}/${index}`, at: item.at };
      changed = changed.map((image) => applied(image, change, place));
    }
  return changed;
}

interface ImageChange {
  readonly name: string;
  readonly newName: string;
  readonly newTag: string;
  readonly digest: string;
  readonly tagSuffix: string;
}

function applied(
  passed: Passing,
  change: ImageChange,
  { name, at }: { readonly name: string; readonly at: Location },
): Passing {
  const image = passed.isContainers ? parseImage(passed.text) : undefined;
  if (image === undefined || change.name === "" || image.repository !== change.name) return passed;
  const repository = change.newName || image.repository;
  const text = formatImage({ repository, ...versionOf(image, change) });
  return { ...passed, text, foundIn: [...passed.foundIn, name], at };
}

/** A tag or a digest that is given replaces both, a suffix the digest (kustomize api/filters/imagetag). */
function versionOf(
  { tag, digest }: ImageReference,
  change: ImageChange,
): Pick<ImageReference, "tag"> & { readonly digest: string | undefined } {
  if (change.newTag !== "" || change.digest !== "")
    return { tag: change.newTag || undefined, digest: change.digest || undefined };
  if (change.tagSuffix === "") return { tag, digest };
  return { tag: `${tag ?? ""}${change.tagSuffix}`, digest: undefined };
}
