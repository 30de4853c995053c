import type { Descriptor } from "../../model/descriptor.ts";
import { mediaType, predicateType } from "../../model/media-type.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import { attestedSbom } from "../../signing/index.ts";
import type { VerifiedStatement } from "../../signing/index.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";

const sbomLimit = 16 * 1024 * 1024;

/** The SBOM that `oras discover` shows is there, is about this artifact, and is byte for byte one that the key attests. */
export async function checkSbom(
  source: Source,
  subject: Descriptor,
  referrers: readonly Descriptor[],
  statements: readonly VerifiedStatement[],
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
    components += componentCount(bytes);
    if (!attested.some((one) => one.equals(bytes))) throw new CheckFault(unattested(attested));
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

function componentCount(bytes: Uint8Array): number {
  const sbom = parse(bytes);
  if (
    sbom === null ||
    typeof sbom !== "object" ||
    !("bomFormat" in sbom) ||
    sbom.bomFormat !== "CycloneDX"
  ) {
    throw new CheckFault("the SBOM is not CycloneDX JSON");
  }
  return "components" in sbom && Array.isArray(sbom.components) ? sbom.components.length : 0;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new CheckFault("the SBOM is not JSON");
  }
}
