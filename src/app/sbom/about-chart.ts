import type { EmbeddedChart, FoundLicence } from "../../chart/index.ts";
import { declaredLicence } from "../../chart/index.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { ChartMetadata } from "../../model/chart.ts";
import type { SbomAbout, SbomSupplier } from "../../sbom/index.ts";
import { nodeAt, scalarText } from "../../yaml/index.ts";
import type { PackedUnit } from "../packed-unit.ts";

/**
 * What is said of the whole: by the chart's own metadata and files, else by the blueprint, whose card names the licence
 * and whose owner answers for it.
 */
export function aboutSubject(packed: PackedUnit, blueprint: Blueprint | undefined): SbomAbout {
  const text = (pointer: string): string =>
    scalarText(nodeAt(blueprint?.document.root, pointer)) ?? "";
  const licence = text("/spec/card/license");
  const declared: FoundLicence = { text: licence, foundIn: "blueprint.yaml" };
  const team = text("/spec/owner/team");
  return {
    ...(packed.description === "" ? {} : { description: packed.description }),
    ...(licence === "" ? {} : { licence: declared }),
    ...(team === "" ? {} : { supplier: { name: team, contacts: [] } }),
    ...(packed.kind === "chart" ? aboutChart(packed.metadata, packed.licences.get(""), "") : {}),
  };
}

/**
 * What is said of an embedded chart. What lies unpacked in charts/ and comes from nowhere is the whole's authors' own, so
 * that what it does not say itself the whole says.
 */
export function aboutSubchart(
  { metadata, path, repository, digest }: EmbeddedChart,
  packed: PackedUnit,
  { licence, supplier }: SbomAbout,
): SbomAbout {
  const isPart = repository === "" && digest === undefined;
  const file = packed.kind === "chart" ? packed.licences.get(path) : undefined;
  return {
    ...(isPart && licence !== undefined ? { licence } : {}),
    ...(isPart && supplier !== undefined ? { supplier } : {}),
    ...aboutChart(metadata, file, repository),
  };
}

function aboutChart(
  metadata: ChartMetadata,
  file: FoundLicence | undefined,
  repository: string,
): SbomAbout {
  const licence = declaredLicence(metadata) ?? file;
  const supplier = supplierOf(metadata, repository);
  return {
    ...(licence === undefined ? {} : { licence }),
    ...(supplier === undefined ? {} : { supplier }),
    ...(metadata.home === "" ? {} : { home: metadata.home }),
    ...(metadata.description === "" ? {} : { description: metadata.description }),
  };
}

/** Its maintainers; where it names none, the host that it comes from. */
function supplierOf(
  { maintainers, home, sources }: ChartMetadata,
  repository: string,
): SbomSupplier | undefined {
  const named = maintainers.filter(({ name }) => name !== "");
  if (named.length > 0) {
    const contacts = named.map(({ name, email }) => ({ name, email }));
    return { name: named.map(({ name }) => name).join(", "), contacts };
  }
  const hosts = [repository, home, ...sources].map((text) => URL.parse(text)?.host ?? "");
  const host = hosts.find((one) => one !== "");
  return host === undefined ? undefined : { name: host, contacts: [] };
}
