import type { FoundImage, ImageReference } from "../model/image-reference.ts";
import { formatImage, parseImage } from "../model/image-reference.ts";
import { compareBytes } from "../model/order.ts";
import { contentOf } from "./bytes.ts";
import type { DefaultTags } from "./image-values.ts";
import { imagesInValues } from "./image-values.ts";
import type { PackagePlan, PlannedEntry } from "./plan.ts";
import { readValues } from "./values.ts";

type SearchedPlan = Pick<PackagePlan, "entries" | "metadata" | "subcharts">;

const literalLine =
  /^\s*(?:-\s+)?["']?image["']?:\s*(?:"([^"{}]+)"|'([^'{}]+)'|([^\s"'{}#]+))\s*(?:#.*)?$/u;

/**
 * The images in the default values of the chart and of every embedded chart, and in literal `image:` lines of
 * templates, each once, sorted by reference. What a template composes is not found.
 * @throws BpError MATERIAL for values that are no YAML
 */
export async function findImages(plan: SearchedPlan): Promise<readonly FoundImage[]> {
  const found = new Map<string, { image: ImageReference; places: Set<string> }>();
  const note = (image: ImageReference, place: string): void => {
    const reference = formatImage(image);
    const known = found.get(reference) ?? { image, places: new Set() };
    found.set(reference, known);
    known.places.add(place);
  };
  const charts = defaultTags(plan);
  for (const entry of plan.entries) {
    const path = entry.path.slice(entry.path.indexOf("/") + 1);
    const { folder, file } = placeInChart(path);
    for await (const [image, mark] of imagesIn(entry, file, charts.get(folder) ?? unknown)) {
      note(image, path + mark);
    }
  }
  const images: FoundImage[] = [];
  for (const [reference, { image, places }] of found) {
    images.push({ ...image, reference, foundIn: [...places].toSorted(compareBytes) });
  }
  return images.toSorted((a, b) => compareBytes(a.reference, b.reference));
}

const unknown: DefaultTags = { own: "", subcharts: new Map() };

/** By the folder of each chart in the package, empty for its own. */
function defaultTags(plan: SearchedPlan): ReadonlyMap<string, DefaultTags> {
  const charts = [{ path: "", ...plan.metadata }, ...plan.subcharts];
  const versions = new Map(charts.map(({ path, appVersion }) => [path, appVersion]));
  return new Map(
    charts.map(({ path, appVersion, dependencies }) => {
      const folder = path === "" ? "" : `${path}/`;
      const keys = dependencies.map(({ name, alias }) => {
        return [
          alias === "" ? name : alias,
          versions.get(`${folder}charts/${name}`) ?? "",
        ] as const;
      });
      return [folder, { own: appVersion, subcharts: new Map(keys) }] as const;
    }),
  );
}

/** The innermost embedded chart's folder, and the path inside it. */
function placeInChart(path: string): { folder: string; file: string } {
  const folder = /^(?:charts\/[^/]+\/)*/u.exec(path)?.[0] ?? "";
  return { folder, file: path.slice(folder.length) };
}

async function* imagesIn(
  entry: PlannedEntry,
  file: string,
  tags: DefaultTags,
): AsyncGenerator<readonly [ImageReference, string]> {
  if (file === "values.yaml") {
    for (const { root } of readValues(await contentOf(entry, entry.origin), entry.origin)) {
      for (const { image, key } of imagesInValues(root, tags)) yield [image, `#${key}`];
    }
  }
  if (!file.startsWith("templates/") || !/\.(?:ya?ml|tpl|json)$/u.test(file)) return;
  const bytes = await contentOf(entry, entry.origin);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!view.includes("image")) return;
  const text = view.toString();
  for (const [index, line] of text.split("\n").entries()) {
    const image = literalImage(line);
    if (image !== undefined) yield [image, `:${index + 1}`];
  }
}

function literalImage(line: string): ImageReference | undefined {
  if (line.length > 1000 || !line.includes("image")) return undefined;
  const match = literalLine.exec(line);
  return match === null ? undefined : parseImage(match[1] ?? match[2] ?? match[3] ?? "");
}
