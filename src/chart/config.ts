import type { ChartMetadata } from "../model/chart.ts";
import { goJson } from "../model/go-json.ts";
import { annotation } from "../model/media-type.ts";
import { metadataFields } from "./fields.ts";

/** The config blob of a chart artifact, byte for byte as `helm push` writes it (interop §1.3). */
export function chartConfig(metadata: ChartMetadata): Uint8Array {
  return Buffer.from(goJson(metadataFields(metadata)));
}

const prefix = "org.opencontainers.image.";
const fixed: ReadonlySet<string> = new Set([annotation.title, annotation.version]);

/**
 * The manifest annotations that Helm derives from a chart (interop §1.4), sorted, without `created`: no clock in a chart
 * manifest. The chart's own annotations override all but title and version.
 */
export function chartAnnotations(metadata: ChartMetadata): Readonly<Record<string, string>> {
  const derived: Record<string, string> = {
    [`${prefix}description`]: metadata.description,
    [annotation.title]: metadata.name,
    [annotation.version]: metadata.version,
    [`${prefix}url`]: metadata.home,
    [`${prefix}source`]: metadata.sources[0] ?? "",
    [`${prefix}authors`]: authors(metadata),
  };
  const said = Object.entries(derived).filter(([, value]) => value.trim() !== "");
  const own = Object.entries(metadata.annotations).filter(([key]) => !fixed.has(key));
  const merged = new Map([...said, ...own]);
  return Object.fromEntries([...merged].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function authors({ maintainers }: ChartMetadata): string {
  return maintainers
    .map(({ name, email }) => (email === "" ? name : `${name} (${email})`))
    .join(", ");
}
