import type { Descriptor } from "../../model/descriptor.ts";
import { mediaType } from "../../model/media-type.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";

/** The parts of a chart's manifest. */
export interface ChartParts {
  readonly config: Descriptor;
  readonly chart: Descriptor;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The manifest is what Helm and Flux accept (interop §1.2): one config, one layer, no artifactType. */
export async function checkManifest(
  source: Source,
  subject: Descriptor,
): Promise<Found<ChartParts>> {
  const manifest = parseManifest(await fetchAll(source, subject), subject.digest);
  const { config, layers, annotations = {} } = manifest;
  if (manifest.mediaType !== mediaType.manifest)
    throw new CheckFault(`it is of type ${manifest.mediaType ?? "none"}`);
  if (config?.mediaType !== mediaType.helmConfig) {
    throw new CheckFault(`its config is ${config?.mediaType ?? "missing"}: this is no Helm chart`);
  }
  const [chart, ...more] = layers;
  if (chart === undefined || more.length > 0)
    throw new CheckFault(`it has ${layers.length} layers, not one`);
  if (chart.mediaType !== mediaType.helmChart)
    throw new CheckFault(`its layer is ${chart.mediaType}`);
  if (manifest.artifactType !== undefined)
    throw new CheckFault(`it has an artifactType, ${manifest.artifactType}`);
  return { value: { config, chart, annotations }, detail: subject.digest };
}
