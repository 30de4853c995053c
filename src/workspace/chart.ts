import { readMetadata } from "../chart/index.ts";
import type { Chart } from "../model/chart.ts";
import { finding } from "../model/finding.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { joinPath } from "./path.ts";
import type { Reading } from "./reading.ts";
import type { ReadPacked } from "./vendored.ts";
import { readVendored } from "./vendored.ts";

export interface ChartReading {
  readonly readPacked: ReadPacked | undefined;
  /** Whether values.yaml is read. */
  readonly values: boolean;
}

/** Reads a chart's folder, whose entries are these; undefined, with a finding, where Chart.yaml cannot be read. */
export async function readChart(
  reading: Reading,
  folder: string,
  names: ReadonlySet<string>,
  { readPacked, values: withValues }: ChartReading,
): Promise<Chart | undefined> {
  const file = joinPath(folder, "Chart.yaml");
  const read = await readMetadataDocument(reading, file);
  const valuesFile = names.has("values.yaml") ? joinPath(folder, "values.yaml") : undefined;
  const values =
    valuesFile === undefined || !withValues ? undefined : await reading.yaml(valuesFile);
  if (read === undefined) return undefined;
  const { document, text } = read;
  const { metadata, nameAt, versionAt, findings } = readMetadata(document, file);
  reading.findings.push(...findings);
  return {
    folder,
    metadata,
    nameAt,
    versionAt,
    document,
    values: values?.documents[0],
    valuesFile,
    vendored: names.has("charts") ? await readVendored(reading, folder, readPacked) : [],
    text,
    ...(values?.text === undefined ? {} : { valuesText: values.text }),
  };
}

/** Helm reads the first document alone. */
async function readMetadataDocument(
  reading: Reading,
  file: string,
): Promise<{ readonly document: YamlDocument; readonly text: string } | undefined> {
  const { text, documents } = await reading.yaml(file);
  const [document] = documents;
  if (document?.root?.kind === "mapping" && text !== undefined) return { document, text };
  const broken = text === undefined || (documents.length === 0 && text.trim() !== "");
  if (!broken) {
    const at = document?.at ?? { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
    const help = "write apiVersion, name and version";
    const message = "Chart.yaml holds no fields";
    reading.findings.push(finding({ ruleId: "CHART", severity: "error", message, at, help }));
  }
  return undefined;
}
