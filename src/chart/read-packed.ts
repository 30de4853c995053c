import { chartLimits, entryOf, readTarGz } from "../archive/index.ts";
import type { ChartMetadata } from "../model/chart.ts";
import { BpError } from "../model/error.ts";
import type { Bytes } from "../model/ports.ts";
import type { Tree } from "../model/tree.ts";
import { collect } from "./bytes.ts";
import { readChartYaml } from "./chart-yaml.ts";

/**
 * Name and version from the Chart.yaml inside a packed chart; nothing after it is unpacked.
 * @throws BpError LIMIT, BAD_ARCHIVE, or MATERIAL where there is no Chart.yaml in it or none that Helm takes
 */
export async function readPacked(
  tree: Tree,
  path: string,
): Promise<{ readonly name: string; readonly version: string }> {
  const archive = entryOf(path, await tree.read(path, chartLimits.file));
  const { name, version } = await packedMetadata(archive.open(), path);
  return { name, version };
}

/** The metadata of the chart that an archive holds; what follows Chart.yaml is not unpacked. */
export async function packedMetadata(bytes: Bytes, name: string): Promise<ChartMetadata> {
  for await (const { path, body } of readTarGz(bytes, { name })) {
    if (path !== "Chart.yaml") continue;
    return readChartYaml(await collect(body, `${name}/${path}`), name);
  }
  throw new BpError("MATERIAL", `${name} is not a chart: no Chart.yaml`);
}
