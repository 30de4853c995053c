import { createHash } from "node:crypto";

import { packedLimit, packTarGz, recorded } from "../archive/index.ts";
import type { ChartMetadata } from "../model/chart.ts";
import type { Digest } from "../model/digest.ts";
import { hashed } from "../model/hashed.ts";
import type { FoundImage } from "../model/image-reference.ts";
import type { Spool, Spooled } from "../model/ports.ts";
import { findImages } from "./images.ts";
import type { FoundLicence } from "./licences.ts";
import { licenceFiles } from "./licences.ts";
import type { EmbeddedChart, PackagePlan } from "./plan.ts";

/** A chart's package, ready to be pushed. */
export interface PackagedChart {
  readonly name: string;
  readonly version: string;
  readonly metadata: ChartMetadata;
  /** The tar.gz; its owner disposes of it. */
  readonly content: Spooled;
  /** Of the tar.gz. */
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
  /** What each file hashes to, by its path below the top folder, in the package's order. */
  readonly files: ReadonlyMap<string, Digest>;
  readonly subcharts: readonly EmbeddedChart[];
  readonly images: readonly FoundImage[];
  /** What licence files inside are, by the path of their chart, empty for the top chart. */
  readonly licences: ReadonlyMap<string, FoundLicence>;
}

/**
 * Makes the package; the same plan gives the same bytes on every machine. The plan can be disposed of afterwards.
 * @throws BpError UNREADABLE where a file changed since the plan was made, MATERIAL for values that are no YAML
 */
export async function packageChart(plan: PackagePlan, spool: Spool): Promise<PackagedChart> {
  const { name, version, metadata, subcharts } = plan;
  const files = new Map<string, Digest>();
  const entries = plan.entries.map((entry) =>
    recorded(entry, (digest) => files.set(belowTop(entry.path), digest)),
  );
  const images = await findImages(plan);
  const licences = await licenceFiles(plan);
  const whole = createHash("sha256");
  const content = await spool(hashed(packTarGz(entries), whole), packedLimit);
  const digest: Digest = `sha256:${whole.digest("hex")}`;
  const { size } = content;
  return { name, version, metadata, content, digest, size, files, subcharts, images, licences };
}

function belowTop(path: string): string {
  return path.slice(path.indexOf("/") + 1);
}
