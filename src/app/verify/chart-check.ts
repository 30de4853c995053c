import { chartConfig, inspectChart } from "../../chart/index.ts";
import type { Spooled } from "../../model/ports.ts";
import type { ArchiveContents, ArtifactIdentity } from "./archive-check.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";

type ChartIdentity = ArtifactIdentity & { readonly kind: "chart" };

/** @throws CheckFault for a config that is not Chart.yaml as JSON */
export function chartIdentity(config: string): ChartIdentity {
  const value = parseConfig(config);
  if (value !== null && typeof value === "object" && "name" in value && "version" in value) {
    const { name, version } = value;
    if (typeof name === "string" && typeof version === "string")
      return { kind: "chart", name, version, config };
  }
  throw new CheckFault("it names no chart and version");
}

/** @throws CheckFault for what is not JSON */
export function parseConfig(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CheckFault("it is not JSON");
  }
}

/** What the archive holds is the chart that the config describes, with every dependency it declares inside. */
export async function chartContents(
  archive: Spooled,
  identity: ChartIdentity,
): Promise<Found<ArchiveContents>> {
  const { faults, metadata, subcharts } = await inspectChart(archive.open(), identity.name);
  if (faults.length > 0) throw new CheckFault(faults.map(({ message }) => message).join("; "));
  if (new TextDecoder().decode(chartConfig(metadata)) !== identity.config) {
    throw new CheckFault("its Chart.yaml is not what the config says");
  }
  const embedded = subcharts.map(({ name, version }) => `${name} ${version}`).join(", ");
  return {
    value: { name: metadata.name, version: metadata.version, subcharts },
    detail: embedded === "" ? "no dependency declared" : `holds ${embedded}`,
  };
}
