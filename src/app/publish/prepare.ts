import { buildArtifact, publishedBlueprint } from "../../artifact/index.ts";
import { chartAnnotations, chartConfig } from "../../chart/index.ts";
import { BpError } from "../../model/error.ts";
import { mediaType } from "../../model/media-type.ts";
import type { Spool } from "../../model/ports.ts";
import type { Unit } from "../../model/workspace.ts";
import { cyclonedx } from "../../sbom/index.ts";
import { provenance } from "../../signing/index.ts";
import { nodeAt } from "../../yaml/index.ts";
import { packCompositions } from "../compositions/pack.ts";
import type { Source } from "../packaging.ts";
import { packageUnit } from "../packaging.ts";
import { sbomInput } from "../sbom-input.ts";
import type { BuildFacts } from "./build-facts.ts";
import { compositionsArtifact } from "./compositions-artifact.ts";
import type { Release } from "./release.ts";

/**
 * Builds everything that a publish will push but the signatures. The same tree gives the same chart and manifest on any
 * machine at any time; the same commit gives the same SBOM and provenance.
 * @throws BpError MATERIAL and what packaging throws
 */
export async function prepare(
  unit: Unit,
  source: Source,
  facts: BuildFacts,
  spool: Spool,
): Promise<Release> {
  if (unit.chart === undefined)
    throw new BpError("MATERIAL", `${unit.folder} has no chart/: there is nothing to package`, {
      hint: "add chart/Chart.yaml, or leave the blueprint out of the selection",
    });
  const packed = await packCompositions(source.tree, unit.folder);
  const { chart, notes } = await packageUnit(unit.chart, source, spool);
  const { name, version, metadata, content, digest, size } = chart;
  const config = chartConfig(metadata);
  const blueprint = publishedDocument(unit, name);
  const archive = { mediaType: mediaType.helmChart, digest, size };
  const artifact = buildArtifact({
    config,
    chart: archive,
    annotations: chartAnnotations(metadata),
    ...(blueprint === undefined ? {} : { blueprint }),
    ...(packed === undefined ? {} : { compositions: packed.content.digest }),
  });
  return {
    name,
    version,
    folder: unit.folder,
    chart: { descriptor: archive, content },
    config: { descriptor: artifact.config, bytes: config },
    manifest: { descriptor: artifact.descriptor, bytes: artifact.manifest },
    blueprint,
    compositions: packed && compositionsArtifact(packed, { name, version }, artifact.descriptor),
    files: chart.files,
    sbom: cyclonedx(sbomInput(chart, facts, { blueprint: unit.blueprint, compositions: packed })),
    provenance: provenance({
      chart: { name, version, folder: unit.folder },
      source: facts.source,
      subcharts: chart.subcharts,
      tool: facts.tool,
      environment: facts.environment,
    }),
    notes:
      blueprint === undefined
        ? [...notes, "published without a blueprint document: there is no blueprint.yaml"]
        : notes,
    dispose: () => content.dispose(),
  };
}

/** The file's own bytes, with spec.manifests.chart naming the chart as consumers must (rule BP117). */
export function publishedDocument({ blueprint }: Unit, chartName: string): Uint8Array | undefined {
  if (blueprint === undefined) return undefined;
  const node = nodeAt(blueprint.document.root, "/spec/manifests/chart");
  if (node?.kind !== "scalar") return new TextEncoder().encode(blueprint.text);
  return publishedBlueprint({
    text: blueprint.text,
    start: node.start,
    end: node.end,
    replacement: chartName,
  });
}
