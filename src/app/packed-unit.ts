import type { PackagedChart } from "../chart/index.ts";
import type { PackagedManifests } from "../kustomize/index.ts";
import { packageManifests } from "../kustomize/index.ts";
import type { Blueprint } from "../model/blueprint.ts";
import type { ChartMetadata } from "../model/chart.ts";
import type { Digest } from "../model/digest.ts";
import { BpError } from "../model/error.ts";
import type { Spool } from "../model/ports.ts";
import type { ShippingUnit, Unit } from "../model/workspace.ts";
import { ships } from "../model/workspace.ts";
import type { Source } from "./packaging.ts";
import { packageUnit } from "./packaging.ts";

/** What a unit ships, packed: a chart as Helm has it, or manifests as Flux has them. */
export type PackedUnit = PackedFacts &
  (
    | {
        readonly kind: "chart";
        readonly metadata: ChartMetadata;
        /** What licence files inside are, by the path of their chart, empty for the top chart. */
        readonly licences: PackagedChart["licences"];
      }
    | {
        readonly kind: "kustomize";
        /** Of the tar in the archive. */
        readonly unpackedDigest: Digest;
        readonly blueprint: Blueprint | undefined;
      }
  );

interface PackedFacts extends Pick<
  PackagedChart,
  "name" | "version" | "content" | "digest" | "size" | "files" | "subcharts" | "images"
> {
  readonly description: string;
  /** What a person should know of how it was packed. */
  readonly notes: readonly string[];
}

/** The unit, of which something is published. @throws BpError MATERIAL saying what for */
export function shipping(unit: Unit, what: string): ShippingUnit {
  if (ships(unit)) return unit;
  throw new BpError("MATERIAL", `${unit.folder} has no chart/: there is nothing to ${what}`, {
    hint: "add chart/Chart.yaml, or manifests/base with spec.manifests.source.kind: Kustomize, or leave the blueprint out of the selection",
  });
}

/** @throws BpError USAGE where the selection is of manifests for Kustomize alone, of which the command says nothing */
export function assertCharts(units: readonly Unit[], what: string): void {
  if (units.length === 0 || units.some(({ kustomize }) => kustomize === undefined)) return;
  const names = units.map(({ name }) => name).join(", ");
  throw new BpError("USAGE", `${what} is for charts, and there is none in ${names}`, {
    hint: "manifests for Kustomize are held by `bp lint`, and `bp render` shows what is built of them",
  });
}

/** Packs what the unit ships; the content's owner disposes of it. @throws BpError as packageUnit and packageManifests */
export async function packUnit(
  unit: ShippingUnit,
  source: Source,
  spool: Spool,
): Promise<PackedUnit> {
  if (unit.chart === undefined)
    return packedManifests(unit, await packageManifests(source.tree, unit.kustomize.folder, spool));
  const { chart, notes } = await packageUnit(unit.chart, source, spool);
  return { kind: "chart", ...chart, description: chart.metadata.description, notes };
}

function packedManifests(
  { name, version, blueprint }: ShippingUnit,
  manifests: PackagedManifests,
): PackedUnit {
  const description = blueprint?.description ?? "";
  const identity = { kind: "kustomize", name, version, description, blueprint } as const;
  return { ...identity, ...manifests, subcharts: [], notes: [] };
}
