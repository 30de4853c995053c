import { buildArtifact } from "../../artifact/index.ts";
import type { ChartArtifact } from "../../artifact/index.ts";
import type { PackagedChart } from "../../chart/index.ts";
import { chartAnnotations, chartConfig } from "../../chart/index.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import { mediaType } from "../../model/media-type.ts";
import type { Spool } from "../../model/ports.ts";
import type { Unit } from "../../model/workspace.ts";
import { packCompositions } from "../compositions/pack.ts";
import type { FolderArchive } from "../folder-archive.ts";
import type { Source } from "../packaging.ts";
import { packageUnit } from "../packaging.ts";
import { publishedDocument } from "./published-document.ts";

/** An artifact as its source alone decides it: what its digest covers, and nothing that says who built it and when. */
export interface Built {
  /** Its content's owner disposes of it. */
  readonly chart: PackagedChart;
  readonly archive: Descriptor;
  readonly config: Uint8Array;
  readonly artifact: ChartArtifact;
  /** The published form of blueprint.yaml, undefined for a chart that has none. */
  readonly blueprint: Uint8Array | undefined;
  /** Its compositions/, undefined where there are none. */
  readonly compositions: FolderArchive | undefined;
  readonly notes: readonly string[];
}

/**
 * The same tree gives the same bytes on any machine at any time.
 * @throws BpError MATERIAL and what packaging throws
 */
export async function buildUnit(unit: Unit, source: Source, spool: Spool): Promise<Built> {
  if (unit.chart === undefined)
    throw new BpError("MATERIAL", `${unit.folder} has no chart/: there is nothing to package`, {
      hint: "add chart/Chart.yaml, or leave the blueprint out of the selection",
    });
  const compositions = await packCompositions(source.tree, unit.folder);
  const { chart, notes } = await packageUnit(unit.chart, source, spool);
  const { name, metadata, digest, size } = chart;
  const config = chartConfig(metadata);
  const blueprint = publishedDocument(unit, name);
  const archive = { mediaType: mediaType.helmChart, digest, size };
  const artifact = buildArtifact({
    config,
    chart: archive,
    annotations: chartAnnotations(metadata),
    ...(blueprint === undefined ? {} : { blueprint }),
    ...(compositions === undefined ? {} : { compositions: compositions.content.digest }),
  });
  return { chart, archive, config, artifact, blueprint, compositions, notes };
}
