import { findImages, objectImages, parseImage, planPackage } from "../../chart/index.ts";
import { packageManifests } from "../../kustomize/index.ts";
import type { Digest } from "../../model/digest.ts";
import { isBpError } from "../../model/error.ts";
import type { FoundImage } from "../../model/image-reference.ts";
import type { Spool } from "../../model/ports.ts";
import type { RenderedObject } from "../../model/render.ts";
import type { ShippingUnit, Unit } from "../../model/workspace.ts";
import { ships } from "../../model/workspace.ts";
import { imagesIn } from "../compositions/images.ts";
import { packCompositions } from "../compositions/pack.ts";
import type { Source } from "../packaging.ts";
import { resolveUnit } from "../packaging.ts";
import { renderUnits } from "../render/render-units.ts";
import type { RenderPorts, RenderSettings } from "../render/settings.ts";

/** An image as a chart names it. */
export interface NamedImage {
  /** As written. */
  readonly text: string;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: Digest | undefined;
  /** As `templates/x.yaml`, `templates/x.yaml:12` or `values.yaml#image`; the first of several places. */
  readonly foundIn: string;
}

export interface UnitImages {
  readonly unit: ShippingUnit;
  readonly images: readonly NamedImage[];
  /** Why they are not all known, and with which tag; undefined where they are. */
  readonly unknown: string | undefined;
}

type ChartUnit = Extract<ShippingUnit, { readonly chart: object }>;

/** How charts are rendered; undefined: no Helm is at hand. */
export interface ImageSearch {
  readonly render: { readonly settings: RenderSettings; readonly ports: RenderPorts } | undefined;
  readonly spool: Spool;
}

/**
 * The images that each chart runs with its default values: those of what Helm renders; without a Helm, or where it
 * renders nothing, those that values and templates name. And what its compositions make a cluster pull.
 */
export async function unitImages(
  units: readonly Unit[],
  source: Source,
  search: ImageSearch,
): Promise<readonly UnitImages[]> {
  const charts = await chartImages(units, source, search);
  const manifests = await Promise.all(
    units.flatMap((unit) => manifestImages(unit, source, search)),
  );
  return Promise.all([...charts, ...manifests].map((one) => withCompositions(one, source)));
}

/** Those that the base and every overlay install. */
function manifestImages(
  unit: Unit,
  source: Source,
  { spool }: ImageSearch,
): readonly Promise<UnitImages>[] {
  if (!ships(unit) || unit.kustomize === undefined) return [];
  const { folder } = unit.kustomize;
  return [
    attempted(unit, async () => {
      const { images, content } = await packageManifests(source.tree, folder, spool);
      await content.dispose();
      return { unit, images: images.map(named), unknown: undefined };
    }),
  ];
}

function named({ reference, repository, tag, digest, foundIn }: FoundImage): NamedImage {
  return { text: reference, repository, tag, digest, foundIn: foundIn[0] ?? "" };
}

/** A unit that cannot be packaged names none. */
async function attempted(unit: ShippingUnit, run: () => Promise<UnitImages>): Promise<UnitImages> {
  try {
    return await run();
  } catch (error) {
    if (!isBpError(error, "MATERIAL", "LIMIT", "OUTSIDE_ROOT", "BAD_ARCHIVE")) throw error;
    return { unit, images: [], unknown: error.message };
  }
}

async function withCompositions(one: UnitImages, { tree }: Source): Promise<UnitImages> {
  const known = new Set(one.images.map(({ text }) => text));
  const named = imagesIn((await packCompositions(tree, one.unit.folder))?.entries ?? []);
  const more = named.flatMap(({ reference, foundIn: [foundIn = ""] }) => {
    const image = known.has(reference) ? undefined : parseImage(reference);
    if (image === undefined) return [];
    const { repository, tag, digest } = image;
    return [{ text: reference, repository, tag, digest, foundIn }];
  });
  return more.length === 0 ? one : { ...one, images: [...one.images, ...more] };
}

async function chartImages(
  units: readonly Unit[],
  source: Source,
  { render, spool }: ImageSearch,
): Promise<readonly UnitImages[]> {
  const charts = units.filter((unit): unit is ChartUnit => unit.chart !== undefined);
  if (render === undefined)
    return Promise.all(charts.map((unit) => written(unit, source, { spool, why: undefined })));
  const { settings, ports } = render;
  const answers = await renderUnits(charts, source, settings, ports);
  return Promise.all(
    answers.map(async ({ unit, rendered }) => {
      if (rendered.kind === "rendered")
        return { unit, images: inObjects(rendered.objects), unknown: undefined };
      const why = rendered.kind === "failed" ? "helm refuses the chart" : rendered.reason;
      return written(unit, source, { spool, why });
    }),
  );
}

/** What values and templates name; less is known where a dependency lacks. */
async function written(
  unit: ChartUnit,
  source: Source,
  { spool, why }: { readonly spool: Spool; readonly why: string | undefined },
): Promise<UnitImages> {
  const { chart } = unit;
  if (chart.metadata.type === "library") return { unit, images: [], unknown: undefined };
  return attempted(unit, async () => {
    const { resolved, faults } = await resolveUnit(chart, source);
    const plan = await planPackage(source.tree, chart, { dependencies: resolved, spool });
    try {
      const images = (await findImages(plan)).map(named);
      return { unit, images, unknown: faults.length > 0 ? "dependencies not vendored" : why };
    } finally {
      await plan.dispose();
    }
  });
}

/** What pods name, and what operators make pods of. */
function inObjects(objects: readonly RenderedObject[]): readonly NamedImage[] {
  const found = new Map<string, NamedImage>();
  for (const { node, source } of objects) {
    for (const { text } of objectImages(node)) {
      const image = parseImage(text);
      if (image === undefined || found.has(text)) continue;
      const { repository, tag, digest } = image;
      found.set(text, { text, repository, tag, digest, foundIn: source });
    }
  }
  return [...found.values()];
}
