import { BpError } from "../../model/error.ts";
import type { Report } from "../../model/report.ts";
import { sbomForms } from "../../model/sbom-form.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import type { ComponentChange, ListedComponent } from "../../sbom/index.ts";
import { compareComponents, listedIn } from "../../sbom/index.ts";

const limit = 16 * 1024 * 1024;

/** One bill of materials, and what a message calls it. */
export interface SbomSide {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SbomDiffReport extends Report {
  readonly old: { readonly name: string; readonly components: number };
  readonly new: { readonly name: string; readonly components: number };
  readonly changes: readonly ComponentChange[];
}

/**
 * What changed between two bills of materials, CycloneDX or SPDX.
 * @throws BpError UNREADABLE for a text that is neither
 */
export function sbomDiff(before: SbomSide, after: SbomSide): SbomDiffReport {
  const [old, next] = [componentsOf(before), componentsOf(after)];
  return {
    schemaVersion: 1,
    command: "sbom",
    ok: true,
    exitCode: 0,
    findings: [],
    old: { name: before.name, components: old.length },
    new: { name: after.name, components: next.length },
    changes: compareComponents(old, next),
  };
}

function componentsOf({ name, bytes }: SbomSide): readonly ListedComponent[] {
  const found = listedIn(bytes);
  if (found !== undefined) return found;
  throw new BpError("UNREADABLE", `${name} is no SBOM in CycloneDX or SPDX JSON`, {
    hint: "`bp sbom NAME > FILE` writes one",
  });
}

/**
 * The SBOM that stands beside an artifact, as it is: `bp verify` says who attests it.
 * @param asked a tag or a digest
 * @throws BpError NOT_FOUND where there is none
 */
export async function publishedSbom(
  source: Source,
  asked: string,
  name: string,
): Promise<SbomSide> {
  const subject = await source.resolve(asked);
  const listed = await source.referrers(subject);
  for (const form of sbomForms) {
    const documents = listed.filter(({ artifactType }) => artifactType === form.mediaType);
    for (const referrer of documents) {
      const { layers } = parseManifest(await fetchAll(source, referrer), referrer.digest);
      const layer = layers.find((one) => one.mediaType === form.mediaType);
      if (layer !== undefined) return { name, bytes: await fetchAll(source, layer, limit) };
    }
  }
  throw new BpError("NOT_FOUND", `no SBOM stands beside ${name}`, {
    hint: "`bp publish` writes one; `bp verify` shows what else is missing",
  });
}
