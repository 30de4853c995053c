import type { Descriptor } from "../../model/descriptor.ts";
import { mediaType, predicateType } from "../../model/media-type.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import { attestedSbom } from "../../signing/index.ts";
import type { VerifiedStatement } from "../../signing/index.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";
import type { ChartContents } from "./chart-check.ts";
import { assertListed, readCyclonedx } from "./sbom-content.ts";

const sbomLimit = 16 * 1024 * 1024;

/** What an SBOM is held against. */
export interface SbomWanted {
  readonly referrers: readonly Descriptor[];
  readonly statements: readonly VerifiedStatement[];
  /** undefined where the archive could not be read. */
  readonly contents: ChartContents | undefined;
}

/**
 * The SBOM that `oras discover` shows is there, is about this artifact, is byte for byte one that the signer attests, and
 * lists what the archive holds.
 */
export async function checkSbom(
  source: Source,
  subject: Descriptor,
  { referrers, statements, contents }: SbomWanted,
): Promise<Found<undefined>> {
  const attested = attestedSboms(statements);
  const documents = referrers.filter(({ artifactType }) => artifactType === mediaType.cyclonedx);
  if (documents.length === 0) throw new CheckFault("there is no SBOM among the referrers");
  let components = 0;
  for (const referrer of documents) {
    const manifest = parseManifest(await fetchAll(source, referrer), referrer.digest);
    const [layer] = manifest.layers;
    if (layer === undefined || manifest.layers.length !== 1)
      throw new CheckFault("the SBOM's manifest has not one layer");
    if (manifest.subject?.digest !== subject.digest)
      throw new CheckFault("the SBOM refers to another artifact");
    if (manifest.config !== undefined) await fetchAll(source, manifest.config);
    const bytes = await fetchAll(source, layer, sbomLimit);
    const sbom = readCyclonedx(bytes);
    components += sbom.components.length;
    if (!attested.some((one) => one.equals(bytes))) throw new CheckFault(unattested(attested));
    if (contents !== undefined) assertListed(sbom, contents);
  }
  return {
    value: undefined,
    detail: `CycloneDX, ${components} component${components === 1 ? "" : "s"}`,
  };
}

function attestedSboms(statements: readonly VerifiedStatement[]): readonly Buffer[] {
  return statements
    .filter((statement) => statement.predicateType === predicateType.cyclonedx)
    .map((statement) => Buffer.from(attestedSbom(statement.predicate)));
}

function unattested(attested: readonly unknown[]): string {
  return attested.length === 0
    ? "no SBOM is attested that it could be compared with"
    : "the SBOM is not the one that is attested";
}
