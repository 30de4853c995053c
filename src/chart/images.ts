import type { FoundImage, ImageReference } from "../model/image-reference.ts";
import { formatImage, parseImage } from "../model/image-reference.ts";
import { compareBytes } from "../model/order.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { nodeAt, pointerTo } from "../yaml/index.ts";
import { annotatedImages } from "./annotated-images.ts";
import { contentOf } from "./bytes.ts";
import type { EffectiveValues } from "./effective-values.ts";
import { effectiveValues } from "./effective-values.ts";
import { imagesInValues } from "./image-values.ts";
import type { PackagePlan, PlannedEntry } from "./plan.ts";
import { readValues } from "./values.ts";

type SearchedPlan = Pick<PackagePlan, "entries" | "metadata" | "subcharts">;

/** One place that names an image. */
interface Sighting extends Pick<FoundImage, "assumed"> {
  readonly image: ImageReference;
  readonly place: string;
  readonly owner: string;
  readonly by: FoundImage["foundBy"][number];
}

const literalLine =
  /^\s*(?:-\s+)?["']?image["']?:\s*(?:"([^"{}]+)"|'([^'{}]+)'|([^\s"'{}#]+))\s*(?:#.*)?$/u;

/**
 * The images in the default values that each chart of the package gets, and in literal `image:` lines of templates, each
 * once, sorted by reference. What a template composes is not found.
 * @throws BpError MATERIAL for values that are no YAML
 */
export async function findImages(plan: SearchedPlan): Promise<readonly FoundImage[]> {
  const found = new Map<string, Sighting[]>();
  for (const sighting of await sightings(plan)) {
    const reference = formatImage(sighting.image);
    found.set(reference, [...(found.get(reference) ?? []), sighting]);
  }
  return [...found]
    .map(([reference, seen]) => foundImage(reference, seen))
    .toSorted((a, b) => compareBytes(a.reference, b.reference));
}

function foundImage(reference: string, seen: readonly Sighting[]): FoundImage {
  const [first] = seen;
  return {
    ...(first?.image ?? { repository: reference, tag: undefined, digest: undefined }),
    reference,
    foundIn: sorted(seen.map(({ place }) => place)),
    owners: sorted(seen.map(({ owner }) => owner)),
    foundBy: sorted(seen.map(({ by }) => by)),
    assumed: seen.every(({ assumed }) => assumed),
  };
}

function sorted<T extends string>(texts: readonly T[]): readonly T[] {
  return [...new Set(texts)].toSorted(compareBytes);
}

async function sightings(plan: SearchedPlan): Promise<readonly Sighting[]> {
  const own = new Map<string, YamlNode | undefined>();
  const found: Sighting[] = [];
  for (const entry of plan.entries) {
    const path = entry.path.slice(entry.path.indexOf("/") + 1);
    const { folder, file } = placeInChart(path);
    if (file === "values.yaml") {
      const documents = readValues(await contentOf(entry, entry.origin), entry.origin);
      // Helm 3 reads the first document, Helm 4 all.
      for (const { root } of documents.slice(0, 1)) own.set(folder, root);
      for (const { root } of documents.slice(1))
        found.push(...inValues({ path: folder, root, prefix: "" }, own, ""));
    }
    for await (const [image, line] of literalImages(entry, file))
      found.push({
        image,
        place: `${path}:${line}`,
        owner: folder,
        by: "template text",
        assumed: false,
      });
  }
  const charts = [{ path: "", ...plan.metadata }, ...plan.subcharts];
  const versions = new Map(charts.map(({ path, appVersion }) => [path, appVersion]));
  for (const values of effectiveValues(charts, own))
    found.push(...inValues(values, own, versions.get(values.path) ?? ""));
  for (const { path, metadata } of [{ path: "", metadata: plan.metadata }, ...plan.subcharts])
    for (const [image, name] of annotatedImages(metadata)) {
      const place = `${path === "" ? "" : `${path}/`}Chart.yaml#annotations.${name}`;
      found.push({ image, place, owner: path, by: "annotation", assumed: false });
    }
  return found;
}

/** The innermost embedded chart's path, and the path inside it. */
function placeInChart(path: string): { folder: string; file: string } {
  const folder = /^(?:charts\/[^/]+\/)*/u.exec(path)?.[0] ?? "";
  return { folder: folder.replace(/\/$/u, ""), file: path.slice(folder.length) };
}

/** The place is in the chart's own values where it names the image, else in those around that add it. */
function inValues(
  { path, root, prefix }: EffectiveValues,
  own: ReadonlyMap<string, YamlNode | undefined>,
  appVersion: string,
): readonly Sighting[] {
  return imagesInValues(root, { own: appVersion, subcharts: new Map() }).map(
    ({ image, key, assumed }) => {
      const isOwn = nodeAt(own.get(path), pointerTo(...key.split("."))) !== undefined;
      const file = isOwn && path !== "" ? `${path}/values.yaml` : "values.yaml";
      const place = `${file}#${isOwn ? key : prefix + key}`;
      return { image, place, owner: path, by: "values", assumed };
    },
  );
}

async function* literalImages(
  entry: PlannedEntry,
  file: string,
): AsyncGenerator<readonly [ImageReference, number]> {
  if (!file.startsWith("templates/") || !/\.(?:ya?ml|tpl|json)$/u.test(file)) return;
  const bytes = await contentOf(entry, entry.origin);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!view.includes("image")) return;
  for (const [index, line] of view.toString().split("\n").entries()) {
    const image = literalImage(line);
    if (image !== undefined) yield [image, index + 1];
  }
}

function literalImage(line: string): ImageReference | undefined {
  if (line.length > 1000 || !line.includes("image")) return undefined;
  const match = literalLine.exec(line);
  return match === null ? undefined : parseImage(match[1] ?? match[2] ?? match[3] ?? "");
}
