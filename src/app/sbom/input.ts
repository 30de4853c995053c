import { canonicalName } from "../../graph/index.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { Tree } from "../../model/tree.ts";
import type { Unit } from "../../model/workspace.ts";
import type { SbomDependency, SbomInput } from "../../sbom/index.ts";
import { imagesIn } from "../compositions/images.ts";
import type { FolderArchive } from "../folder-archive.ts";
import type { PackedUnit } from "../packed-unit.ts";
import type { BuildFacts } from "../publish/build-facts.ts";
import { sourceTime } from "../publish/build-facts.ts";
import { aboutSubchart, aboutSubject } from "./about-chart.ts";
import { allImages } from "./images.ts";
import type { ImageSearch } from "./render-images.ts";
import { renderImages } from "./render-images.ts";

/** What a bill of materials is made from. */
export interface BillOf {
  readonly unit: Unit;
  readonly packed: PackedUnit;
  readonly compositions: FolderArchive | undefined;
  /** Has the unit's files. */
  readonly tree: Tree;
}

/**
 * What enters the SBOM of what a unit ships, as it is packed: what a chart renders to, what its blueprint depends on and
 * what its compositions name. The packed content is read: it must not be disposed of before.
 * @throws BpError CONFIG where SOURCE_DATE_EPOCH is no number, and as askHelm
 */
export async function sbomInput(
  { unit, packed, compositions, tree }: BillOf,
  facts: BuildFacts,
  search: ImageSearch,
): Promise<SbomInput> {
  const { kind, name, version, digest, subcharts, images } = packed;
  const timestamp = sourceTime(facts);
  const { renders, images: rendered } =
    packed.kind === "chart"
      ? await renderImages(unit, packed, tree, search)
      : { renders: [], images: [] };
  const about = aboutSubject(packed, unit.blueprint);
  const isRendered = packed.kind === "chart" && search.kind === "rendered";
  return {
    subject: { kind, name, version, ...about, digest },
    subcharts: subcharts.map((one) => ({
      name: one.name,
      version: one.version,
      repository: one.repository,
      path: one.path,
      source: one.source,
      digest: one.digest,
      ...aboutSubchart(one, packed, about),
    })),
    images: [...allImages(rendered, images), ...imagesIn(compositions?.entries ?? [])],
    renders,
    dependencies: dependenciesOf(unit.blueprint),
    tool: facts.tool,
    helm: isRendered ? { name: "helm", version: search.helm.version } : undefined,
    kubernetes: isRendered ? search.kubernetes : undefined,
    timestamp,
  };
}

function dependenciesOf(blueprint: Blueprint | undefined): readonly SbomDependency[] {
  const ranges = new Map<string, string[]>();
  for (const { blueprint: written, version = "*" } of blueprint?.depends ?? []) {
    const name = canonicalName(written);
    ranges.set(name, [...new Set([...(ranges.get(name) ?? []), version])]);
  }
  return Array.from(ranges, ([name, asked]) => ({ name, ranges: asked }));
}
