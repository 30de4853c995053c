import { readTarGz } from "../../archive/index.ts";
import type { ChartMetadata } from "../../model/chart.ts";
import { BpError } from "../../model/error.ts";
import type { Content } from "../../model/ports.ts";
import { toValue } from "../../yaml/index.ts";
import { collect } from "../bytes.ts";
import { readChartYaml, withRequirements } from "../chart-yaml.ts";
import { plain } from "../fields.ts";
import { readValues } from "../values.ts";
import type { Table } from "./table.ts";
import { isTable, merge } from "./table.ts";

/** A chart and those in its charts/, as far as their values go. */
export interface PackedChart {
  readonly metadata: ChartMetadata;
  /** Of its own values.yaml. */
  readonly values: Table;
  readonly subcharts: readonly PackedChart[];
}

const wanted = /^((?:charts\/[^/]+\/)*)(Chart\.yaml|requirements\.yaml|values\.yaml)$/u;

/** @throws BpError as readTarGz; MATERIAL for an archive without a chart */
export async function readPackedChart(content: Content, name: string): Promise<PackedChart> {
  const files = new Map<string, Map<string, Uint8Array>>();
  for await (const { path, body } of readTarGz(content.open(), { name })) {
    const [, folder = "", file = ""] = wanted.exec(path) ?? [];
    if (file === "") continue;
    const found = files.get(folder) ?? new Map<string, Uint8Array>();
    files.set(folder, found.set(file, await collect(body, `${name}/${path}`)));
  }
  const chart = chartAt("", files, name);
  if (chart === undefined) throw new BpError("MATERIAL", `${name} is not a chart: no Chart.yaml`);
  return chart;
}

type Files = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

function chartAt(folder: string, files: Files, name: string): PackedChart | undefined {
  const own = files.get(folder);
  const chartYaml = own?.get("Chart.yaml");
  if (own === undefined || chartYaml === undefined) return undefined;
  const where = `${name}/${folder}`;
  const metadata = readChartYaml(chartYaml, where);
  const requirements = own.get("requirements.yaml");
  const values = own.get("values.yaml") ?? new Uint8Array();
  return {
    metadata:
      requirements === undefined ? metadata : withRequirements(metadata, requirements, where),
    values: valuesOf(values, `${where}values.yaml`),
    subcharts: [...files.keys()].flatMap((path) => {
      const isBelow =
        path.startsWith(folder) && /^charts\/[^/]+\/$/u.test(path.slice(folder.length));
      return isBelow ? (chartAt(path, files, name) ?? []) : [];
    }),
  };
}

function valuesOf(bytes: Uint8Array, file: string): Table {
  const tables = readValues(bytes, file).map(({ root }) => plain(toValue(root)));
  return tables.filter(isTable).reduce((under, over) => merge(over, under), {});
}
