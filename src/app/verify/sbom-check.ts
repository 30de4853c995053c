import type { Descriptor } from "../../model/descriptor.ts";
import type { SbomForm } from "../../model/sbom-form.ts";
import { sbomForms } from "../../model/sbom-form.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import { attestedSbom } from "../../signing/index.ts";
import type { VerifiedStatement } from "../../signing/index.ts";
import type { ArchiveContents } from "./archive-check.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";
import { assertListed, readSbom } from "./sbom-content.ts";

const sbomLimit = 16 * 1024 * 1024;

/** What SBOMs are held against. */
export interface SbomWanted {
  readonly referrers: readonly Descriptor[];
  readonly statements: readonly VerifiedStatement[];
  /** undefined where the archive could not be read. */
  readonly contents: ArchiveContents | undefined;
}

/**
 * The SBOMs that `oras discover` shows are there in each form, are about this artifact, are byte for byte what the signer
 * attests, and list what the archive holds.
 */
export async function checkSbom(
  source: Source,
  subject: Descriptor,
  wanted: SbomWanted,
): Promise<Found<undefined>> {
  const counts = await Promise.all(
    sbomForms.map((form) => checkForm(form, source, subject, wanted)),
  );
  const told = sbomForms.map(({ name }, at) => `${counts[at] ?? 0} in ${name}`);
  return { value: undefined, detail: `components: ${told.join(", ")}` };
}

/** @returns how many components the documents of this form list */
async function checkForm(
  form: SbomForm,
  source: Source,
  subject: Descriptor,
  { referrers, statements, contents }: SbomWanted,
): Promise<number> {
  const attested = attestedSboms(statements, form);
  const documents = referrers.filter(({ artifactType }) => artifactType === form.mediaType);
  if (documents.length === 0)
    throw new CheckFault(`there is no SBOM in ${form.name} among the referrers`);
  let components = 0;
  for (const referrer of documents) {
    const bytes = await documentOf(source, referrer, subject);
    const sbom = readSbom(form, bytes);
    components += sbom.components.length;
    if (!attested.some((one) => one.equals(bytes)))
      throw new CheckFault(unattested(attested, form));
    if (contents !== undefined) assertListed(sbom, contents);
  }
  return components;
}

async function documentOf(
  source: Source,
  referrer: Descriptor,
  subject: Descriptor,
): Promise<Uint8Array> {
  const manifest = parseManifest(await fetchAll(source, referrer), referrer.digest);
  const [layer] = manifest.layers;
  if (layer === undefined || manifest.layers.length !== 1)
    throw new CheckFault("the SBOM's manifest has not one layer");
  if (manifest.subject?.digest !== subject.digest)
    throw new CheckFault("the SBOM refers to another artifact");
  if (manifest.config !== undefined) await fetchAll(source, manifest.config);
  return fetchAll(source, layer, sbomLimit);
}

function attestedSboms(
  statements: readonly VerifiedStatement[],
  { predicateType }: SbomForm,
): readonly Buffer[] {
  return statements
    .filter((statement) => statement.predicateType === predicateType)
    .map((statement) => Buffer.from(attestedSbom(statement.predicate)));
}

function unattested(attested: readonly unknown[], { name }: SbomForm): string {
  return attested.length === 0
    ? `no SBOM in ${name} is attested that it could be compared with`
    : `the SBOM in ${name} is not the one that is attested`;
}
