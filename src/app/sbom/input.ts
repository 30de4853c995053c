import { canonicalName } from "../../graph/index.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { SbomDependency, SbomInput } from "../../sbom/index.ts";
import { imagesIn } from "../compositions/images.ts";
import type { FolderArchive } from "../folder-archive.ts";
import type { PackedUnit } from "../packed-unit.ts";
import type { BuildFacts } from "../publish/build-facts.ts";
import { sourceTime } from "../publish/build-facts.ts";

/**
 * What enters the SBOM of what a unit ships, as it is packed, with what its blueprint depends on and what its
 * compositions name.
 * @throws BpError CONFIG where SOURCE_DATE_EPOCH is no number
 */
export function sbomInput(
  { kind, name, version, description, digest, subcharts, images }: PackedUnit,
  facts: BuildFacts,
  beside: {
    readonly blueprint: Blueprint | undefined;
    readonly compositions: FolderArchive | undefined;
  },
): SbomInput {
  return {
    subject: { kind, name, version, description, digest },
    subcharts,
    images: [...images, ...imagesIn(beside.compositions?.entries ?? [])],
    dependencies: dependenciesOf(beside.blueprint),
    tool: facts.tool,
    timestamp: sourceTime(facts),
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
