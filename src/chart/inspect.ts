import { readTarGz } from "../archive/index.ts";
import type { ReadEntry } from "../archive/index.ts";
import type { ChartDependency, ChartMetadata } from "../model/chart.ts";
import { BpError } from "../model/error.ts";
import { annotation } from "../model/media-type.ts";
import type { Bytes } from "../model/ports.ts";
import { collect } from "./bytes.ts";
import { readChartYaml, withRequirements } from "./chart-yaml.ts";
import { packedMetadata } from "./read-packed.ts";
import { accepts } from "./resolution.ts";

/** A chart found directly below charts/ of a package. */
export interface InspectedSubchart {
  readonly name: string;
  readonly version: string;
  /** Below the package's top folder. */
  readonly path: string;
}

/** What makes a package hollow: it installs nothing, or not what it declares. */
export interface HollowFault {
  /** The rule of which it is a finding. */
  readonly ruleId: "BP202" | "BP204";
  /** One sentence. */
  readonly message: string;
  /** Undefined where nothing is declared. */
  readonly dependency: ChartDependency | undefined;
}

export interface ChartInspection {
  readonly metadata: ChartMetadata;
  /** In the package's order. */
  readonly subcharts: readonly InspectedSubchart[];
  /** Empty for a chart that is whole. */
  readonly faults: readonly HollowFault[];
}

/**
 * Reads a package back, to its last byte, and checks that every declared dependency is embedded, by the name and
 * version of the embedded Chart.yaml, and that a chart without any says so (rules BP202, BP204).
 * @param name what messages call the package
 * @throws BpError BAD_ARCHIVE, LIMIT, or MATERIAL for a Chart.yaml that Helm would refuse
 */
export async function inspectChart(bytes: Bytes, name: string): Promise<ChartInspection> {
  let own: ChartMetadata | undefined;
  let requirements: Uint8Array | undefined;
  const subcharts: InspectedSubchart[] = [];
  for await (const entry of readTarGz(bytes, { name })) {
    if (entry.path === "Chart.yaml") own = readChartYaml(await collect(entry.body, name), name);
    if (entry.path === "requirements.yaml") requirements = await collect(entry.body, name);
    const subchart = await subchartOf(entry, name);
    if (subchart !== undefined) subcharts.push(subchart);
  }
  if (own === undefined) throw new BpError("MATERIAL", `${name} is not a chart: no Chart.yaml`);
  const metadata = requirements === undefined ? own : withRequirements(own, requirements, name);
  return { metadata, subcharts, faults: [...hollowFaults(metadata, subcharts)] };
}

async function subchartOf(
  { path, body }: ReadEntry,
  name: string,
): Promise<InspectedSubchart | undefined> {
  const match = /^charts\/([^/_.][^/]*)(\/Chart\.yaml)?$/u.exec(path);
  if (match === null) return undefined;
  const [, below = "", unpacked] = match;
  if (unpacked === undefined && !below.endsWith(".tgz")) return undefined;
  const where = `${name}/charts/${below}`;
  const metadata =
    unpacked === undefined
      ? await packedMetadata(body, where)
      : readChartYaml(await collect(body, where), where);
  return { name: metadata.name, version: metadata.version, path: `charts/${below}` };
}

function* hollowFaults(
  metadata: ChartMetadata,
  subcharts: readonly InspectedSubchart[],
): Generator<HollowFault> {
  const { dependencies, annotations } = metadata;
  if (dependencies.length === 0 && annotations[annotation.noUpstream] !== "true") {
    const message = `no dependencies, and no annotation ${annotation.noUpstream}: "true"`;
    yield { ruleId: "BP202", message, dependency: undefined };
  }
  for (const dependency of dependencies) {
    const same = subcharts.filter(({ name }) => name === dependency.name);
    if (same.some(({ version }) => accepts(dependency, version))) continue;
    const found = same.map(({ version }) => version).join(", ");
    const wanted = `${dependency.name} ${dependency.version}`.trim();
    const message = `${wanted} is declared, the package holds ${found === "" ? "none" : found}`;
    yield { ruleId: "BP204", message, dependency };
  }
}
