import type { ChartDependency } from "../../model/chart.ts";
import type { Digest } from "../../model/digest.ts";
import { isBpError } from "../../model/error.ts";
import { member } from "../../model/json.ts";
import type { RenderedObject } from "../../model/render.ts";
import type { ShippingUnit } from "../../model/workspace.ts";
import { toValue } from "../../yaml/index.ts";
import type { Installable } from "../install/installable.ts";
import { installableOf } from "../install/installable.ts";
import { unitImages } from "../mirror/unit-images.ts";
import { packUnit } from "../packed-unit.ts";
import { renderUnits } from "../render/render-units.ts";
import type { RenderPorts, RenderSettings } from "../render/settings.ts";
import type { Side } from "./side.ts";

/** How both sides are rendered, on one cluster. */
export interface RenderSide {
  readonly settings: RenderSettings;
  readonly ports: RenderPorts;
}

/** What of a side is compared. */
export interface Facts {
  readonly version: string;
  /** By path below the chart or manifests/; undefined where it cannot be packaged. */
  readonly files: ReadonlyMap<string, Digest> | undefined;
  /** Why it cannot. */
  readonly unpacked: string | undefined;
  readonly values: unknown;
  readonly dependencies: readonly ChartDependency[];
  readonly blueprint: Installable;
  /** Those of the objects. */
  readonly images: readonly string[];
  /** Those that values and templates name, which is less, and known without a render. */
  readonly namedImages: readonly string[];
  /** Undefined where there is no render; then `unrendered` says why. */
  readonly objects: readonly RenderedObject[] | undefined;
  readonly unrendered: string | undefined;
  /** Those of compositions/. */
  readonly compositions: readonly RenderedObject[];
}

/** @throws BpError as packaging and rendering, but for what the chart itself lacks */
export async function factsOf(
  side: Side,
  render: RenderSide | { readonly why: string },
  ports: Pick<RenderPorts, "spool">,
): Promise<Facts> {
  const { unit, source } = side;
  if (unit.chart === undefined) return manifestFacts(side, unit, ports);
  const { metadata, values } = unit.chart;
  const { files, unpacked } = await packedFacts(side, ports);
  const asked = "why" in render ? undefined : render;
  const imagesBy = async (search: typeof asked): Promise<readonly string[]> => {
    const [found] = await unitImages([unit], source, { render: search, spool: ports.spool });
    return [...new Set((found?.images ?? []).map(({ text }) => text))].sort();
  };
  const [answer] =
    asked === undefined ? [] : await renderUnits([unit], source, asked.settings, asked.ports);
  const rendered = answer?.rendered;
  const isRendered = rendered?.kind === "rendered";
  const release = {
    name: metadata.name,
    version: metadata.version,
    chart: metadata.name,
    digest: undefined,
  };
  return {
    version: metadata.version,
    files,
    unpacked,
    values: toValue(values?.root),
    dependencies: metadata.dependencies,
    blueprint: installableOf(release, unit.blueprint),
    images: isRendered ? await imagesBy(asked) : [],
    namedImages: await imagesBy(undefined),
    objects: isRendered ? rendered.objects : undefined,
    unrendered: isRendered ? undefined : whyNot(render, rendered),
    compositions: compositionsOf(unit),
  };
}

function whyNot(
  render: RenderSide | { readonly why: string },
  rendered:
    | { readonly kind: string; readonly reason?: string; readonly message?: string }
    | undefined,
): string {
  if ("why" in render) return render.why;
  return rendered?.reason ?? rendered?.message ?? "nothing was rendered";
}

/** Manifests are compared file by file: what each installation makes of them depends on its overlay. */
async function manifestFacts(
  side: Side,
  unit: ShippingUnit,
  ports: Pick<RenderPorts, "spool">,
): Promise<Facts> {
  const { name, version, blueprint } = unit;
  const { files, unpacked, images } = await packedFacts(side, ports);
  return {
    version,
    files,
    unpacked,
    values: undefined,
    dependencies: [],
    blueprint: installableOf({ name, version, chart: name, digest: undefined }, blueprint),
    images,
    namedImages: images,
    objects: undefined,
    unrendered: "manifests for Kustomize are compared file by file",
    compositions: compositionsOf(unit),
  };
}

async function packedFacts(
  { unit, source }: Side,
  { spool }: Pick<RenderPorts, "spool">,
): Promise<Pick<Facts, "files" | "unpacked" | "images">> {
  try {
    const { files, images, content } = await packUnit(unit, source, spool);
    await content.dispose();
    return { files, unpacked: undefined, images: images.map(({ reference }) => reference) };
  } catch (error) {
    if (!isBpError(error, "MATERIAL", "LIMIT", "OUTSIDE_ROOT", "BAD_ARCHIVE")) throw error;
    return { files: undefined, unpacked: error.message, images: [] };
  }
}

function compositionsOf({ compositions = [] }: Side["unit"]): readonly RenderedObject[] {
  return compositions.flatMap(({ path, documents }) =>
    documents.flatMap(({ root }, index) =>
      root?.kind === "mapping" ? [{ source: path, index, node: root, pointer: "" }] : [],
    ),
  );
}

/** The definitions of kinds among the objects, by name: the API server's own, or Crossplane's. */
export function crdsIn(
  objects: readonly RenderedObject[],
  kind: "CustomResourceDefinition" | "CompositeResourceDefinition" = "CustomResourceDefinition",
): ReadonlyMap<string, unknown> {
  const values = objects.map(({ node }) => toValue(node));
  const crds = values.filter((value) => member(value, "kind") === kind);
  return new Map(crds.map((crd) => [String(member(member(crd, "metadata"), "name")), crd]));
}
