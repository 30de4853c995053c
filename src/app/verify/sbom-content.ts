import { CheckFault } from "./attempt.ts";
import type { ChartContents } from "./chart-check.ts";

type Json = Readonly<Record<string, unknown>>;

/** What a check needs of a CycloneDX document. */
export interface ReadSbom {
  readonly chart: Json;
  readonly components: readonly Json[];
  /** Name to value of the document's own properties. */
  readonly properties: ReadonlyMap<unknown, unknown>;
}

/** @throws CheckFault for what is no CycloneDX JSON */
export function readCyclonedx(bytes: Uint8Array): ReadSbom {
  const document = objectIn(parse(bytes));
  if (document["bomFormat"] !== "CycloneDX") throw new CheckFault("the SBOM is not CycloneDX JSON");
  const metadata = objectIn(document["metadata"]);
  const properties = listIn(metadata["properties"]).map(
    ({ name, value }) => [name, value] as const,
  );
  return {
    chart: objectIn(metadata["component"]),
    components: listIn(document["components"]),
    properties: new Map(properties),
  };
}

/**
 * The document is about this chart, lists every chart inside it, and lists images or says that none was found.
 * @throws CheckFault with what is missing
 */
export function assertListed(sbom: ReadSbom, { name, version, subcharts }: ChartContents): void {
  const { chart, components, properties } = sbom;
  if (chart["name"] !== name || chart["version"] !== version)
    throw new CheckFault(`the SBOM is about ${text(chart["name"])} ${text(chart["version"])}`);
  for (const subchart of subcharts) {
    const found = components.some(
      (one) =>
        one["name"] === subchart.name &&
        one["version"] === subchart.version &&
        text(one["purl"]).startsWith("pkg:helm/"),
    );
    if (!found)
      throw new CheckFault(
        `the SBOM does not list the subchart ${subchart.name} ${subchart.version}`,
      );
  }
  const images = components.filter((one) => one["type"] === "container");
  if (images.length === 0 && properties.get("bp:images") !== "none found")
    throw new CheckFault("the SBOM lists no image, and does not say that none was found");
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new CheckFault("the SBOM is not JSON");
  }
}

function objectIn(value: unknown): Json {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function listIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(objectIn) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "nothing";
}
