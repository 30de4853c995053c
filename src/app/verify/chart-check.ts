import { packedLimit } from "../../archive/index.ts";
import { chartConfig, inspectChart } from "../../chart/index.ts";
import { annotation } from "../../model/media-type.ts";
import type { Spool, Spooled } from "../../model/ports.ts";
import { tagOf } from "../../model/version.ts";
import { fetchAll } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";
import type { ChartParts } from "./manifest-check.ts";

const configLimit = 4 * 1024 * 1024;

export interface ChartIdentity {
  readonly name: string;
  readonly version: string;
  /** Chart.yaml as JSON text, as the config holds it. */
  readonly config: string;
}

/** What an archive was found to hold. */
export interface ChartContents {
  readonly name: string;
  readonly version: string;
  readonly subcharts: readonly { readonly name: string; readonly version: string }[];
}

/** What a reference with a tag asks for. */
export interface Asked {
  /** The last part of the repository's path, as Helm requires it to be the chart's name (interop §1.5). */
  readonly name: string | undefined;
  readonly tag: string;
}

/** The config is Chart.yaml as JSON, and names what the manifest's annotations and the reference name. */
export async function checkConfig(
  source: Source,
  parts: ChartParts,
  asked: Asked | undefined,
): Promise<Found<ChartIdentity>> {
  const identity = identityOf(await fetchAll(source, parts.config, configLimit));
  const { name, version } = identity;
  const titled = parts.annotations[annotation.title];
  const versioned = parts.annotations[annotation.version];
  if (titled !== name)
    throw new CheckFault(`it is ${name}, the manifest says ${titled ?? "nothing"}`);
  if (versioned !== version)
    throw new CheckFault(`it is version ${version}, the manifest says ${versioned ?? "none"}`);
  if (asked?.name !== undefined && asked.name !== name)
    throw new CheckFault(`it is ${name} in the repository ${asked.name}`);
  if (asked !== undefined && asked.tag !== tagOf(version))
    throw new CheckFault(`it is version ${version} under the tag ${asked.tag}`);
  return { value: identity, detail: `${name} ${version}` };
}

function identityOf(bytes: Uint8Array): ChartIdentity {
  const config = new TextDecoder().decode(bytes);
  const value = parse(config);
  if (value !== null && typeof value === "object" && "name" in value && "version" in value) {
    const { name, version } = value;
    if (typeof name === "string" && typeof version === "string") return { name, version, config };
  }
  throw new CheckFault("it names no chart and version");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CheckFault("it is not JSON");
  }
}

/** The archive has the digest and size that the manifest says; its bytes are kept for the next check. */
export async function checkArchive(
  source: Source,
  { chart }: ChartParts,
  spool: Spool,
): Promise<Found<Spooled>> {
  const value = await spool(await source.fetch(chart), packedLimit);
  return { value, detail: `${chart.size} bytes, ${chart.digest}` };
}

/** What the archive holds is the chart that the config describes, with every dependency it declares inside. */
export async function checkContents(
  archive: Spooled,
  identity: ChartIdentity,
): Promise<Found<ChartContents>> {
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
