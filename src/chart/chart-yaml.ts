import type { ChartMetadata } from "../model/chart.ts";
import { BpError } from "../model/error.ts";
import { startOf } from "../model/location.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { decodeText, parseYaml } from "../yaml/index.ts";
import { withoutMark } from "./byte-order-mark.ts";
import { readMetadata } from "./metadata.ts";

/**
 * Chart.yaml of the chart at `where`; one without an apiVersion is of version v1, as Helm's loader has it.
 * @throws BpError MATERIAL for what Helm would refuse
 */
export function readChartYaml(bytes: Uint8Array, where: string): ChartMetadata {
  const file = `${where}/Chart.yaml`;
  const { metadata, findings } = readMetadata(readYaml(bytes, file), file);
  const oldest = metadata.apiVersion === "";
  const fault = findings.find(({ pointer }) => !(oldest && pointer === "/apiVersion"));
  if (fault !== undefined) {
    const hint = fault.help === undefined ? {} : { hint: fault.help };
    throw new BpError("MATERIAL", `${fault.file}:${fault.line}: ${fault.message}`, hint);
  }
  return oldest ? { ...metadata, apiVersion: "v1" } : metadata;
}

/** The metadata with the dependencies that an old chart keeps in requirements.yaml. */
export function withRequirements(
  metadata: ChartMetadata,
  bytes: Uint8Array,
  where: string,
): ChartMetadata {
  const file = `${where}/requirements.yaml`;
  const { dependencies } = readMetadata(readYaml(bytes, file), file).metadata;
  return dependencies.length === 0 ? metadata : { ...metadata, dependencies };
}

/** The file's first document. @throws BpError MATERIAL where it is no YAML, or not UTF-8 */
export function readYaml(bytes: Uint8Array, file: string): YamlDocument {
  return readDocuments(bytes, file)[0] ?? { root: undefined, at: startOf(file) };
}

/** @throws BpError MATERIAL where it is no YAML, or not UTF-8 */
export function readDocuments(bytes: Uint8Array, file: string): readonly YamlDocument[] {
  const text = decodeText(withoutMark(bytes));
  if (text === undefined) throw new BpError("MATERIAL", `${file} is not UTF-8`);
  const { documents, findings } = parseYaml(text, file);
  const fault = findings.find(({ ruleId }) => ruleId === "YAML");
  if (fault === undefined) return documents;
  throw new BpError("MATERIAL", `${file}:${fault.line}:${fault.column}: ${fault.message}`);
}
