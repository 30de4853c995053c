import type { ObjectImage } from "../../chart/index.ts";
import { objectImages, renderFault, renderedObjects } from "../../chart/index.ts";
import { everyKnownApi, headerOf } from "../../lint/index.ts";
import { foldName } from "../../model/blueprint.ts";
import type { Cache } from "../../model/cache.ts";
import type { Helm } from "../../model/helm.ts";
import type { RenderedObject } from "../../model/render.ts";
import type { Tree } from "../../model/tree.ts";
import type { Unit } from "../../model/workspace.ts";
import type { SbomImage, SbomRender } from "../../sbom/index.ts";
import type { PackedUnit } from "../packed-unit.ts";
import { askHelm } from "../render/ask-helm.ts";
import type { Overlay } from "./overlays.ts";
import { declaredOverlays, defaultOverlay } from "./overlays.ts";
import { ownerOf } from "./owner-of.ts";

type PackedChart = Extract<PackedUnit, { kind: "chart" }>;

/** How the images of an SBOM are looked for. */
export type ImageSearch =
  | {
      readonly kind: "rendered";
      readonly helm: Helm;
      readonly cache: Cache;
      /** As `1.33.0`; undefined: that Helm's own choice. */
      readonly kubernetes: string | undefined;
      readonly signal?: AbortSignal | undefined;
    }
  /** The reason stands in the SBOM, as `no helm was found`. */
  | { readonly kind: "not rendered"; readonly reason: string };

export interface RenderImages {
  readonly renders: readonly SbomRender[];
  readonly images: readonly SbomImage[];
}

/** Each costs a Helm: who declares more is told that the rest was not rendered. */
const overlayLimit = 50;

/** The release and namespace change no image; they are what a cache of renders goes by. */
const namespace = "release-namespace";

/**
 * What a packed chart renders to in every way that it is declared to be installed, hooks and tests included. The cluster
 * is one that serves every API that is known: what a chart could start counts, whatever is installed beside it.
 * @throws BpError as askHelm
 */
export async function renderImages(
  unit: Unit,
  chart: PackedChart,
  tree: Tree,
  search: ImageSearch,
): Promise<RenderImages> {
  if (search.kind === "not rendered") return nothing(search.reason);
  if (chart.metadata.type === "library")
    return nothing("a library chart renders nothing by itself");
  const overlays = await declaredOverlays(unit, chart, tree);
  const answers: RenderImages[] = [];
  for (const overlay of overlays.slice(0, overlayLimit))
    answers.push(await renderOverlay(unit, chart, overlay, search));
  for (const { name } of overlays.slice(overlayLimit))
    answers.push(nothing(`more than ${overlayLimit} ways to install it`, name));
  return {
    renders: answers.flatMap(({ renders }) => renders),
    images: answers.flatMap(({ images }) => images),
  };
}

function nothing(reason: string, name = defaultOverlay): RenderImages {
  return { renders: [{ name, reason }], images: [] };
}

async function renderOverlay(
  unit: Unit,
  chart: PackedChart,
  { name, values }: Overlay,
  { helm, cache, kubernetes, signal }: Extract<ImageSearch, { kind: "rendered" }>,
): Promise<RenderImages> {
  const { content, digest } = chart;
  const release = foldName(unit.name);
  const cluster = { release, namespace, kubernetes, apiVersions: everyKnownApi };
  const request = { chart: content, digest, ...cluster, values, set: [] };
  const answer = await askHelm(helm, request, { cache, ...(signal && { signal }) });
  if (!answer.ok)
    return {
      renders: [{ name, reason: `helm refuses it: ${renderFault(answer.said).message}` }],
      images: [],
    };
  const objects = renderedObjects(answer.output);
  const images = objects.flatMap((object) =>
    objectImages(object.node).map((image) => sighting(image, object, { chart, name })),
  );
  return { renders: [{ name, objects: objects.length }], images };
}

function sighting(
  { text, place }: ObjectImage,
  object: RenderedObject,
  { chart, name }: { readonly chart: PackedChart; readonly name: string },
): SbomImage {
  // Not its name: a template may make one up anew each time.
  const { kind } = headerOf(object);
  return {
    reference: text,
    foundIn: [`${object.source} (${kind}, ${place})`],
    owners: [ownerOf(object.source, chart)],
    foundBy: [`render with ${name}`],
  };
}
