import type { PackagedChart } from "../chart/index.ts";
import type { SbomInput } from "../sbom/index.ts";
import type { BuildFacts } from "./publish/build-facts.ts";
import { sourceTime } from "./publish/build-facts.ts";

/** What enters the SBOM of a chart as it is packaged. @throws BpError CONFIG where SOURCE_DATE_EPOCH is no number */
export function sbomInput(
  { name, version, metadata, digest, subcharts, images }: PackagedChart,
  facts: BuildFacts,
): SbomInput {
  return {
    chart: { name, version, description: metadata.description, digest },
    subcharts,
    images,
    tool: facts.tool,
    timestamp: sourceTime(facts),
  };
}
