import type { Descriptor } from "../../model/descriptor.ts";
import { annotation, mediaType } from "../../model/media-type.ts";
import type { Source } from "../../oci/index.ts";
import { fetchAll } from "../../oci/index.ts";
import { verifySignatures } from "../../signing/index.ts";
import type { Formats, Policy } from "../../signing/index.ts";
import type { PublishedCompositions } from "../compositions/published.ts";
import { holdsCompositions, readCompositions } from "../compositions/published.ts";
import { readFolderArchive } from "../compositions/read.ts";
import { folderLimits } from "../folder-archive.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";

/** What is checked, and against whom. */
export interface CompositionsInput {
  readonly source: Source;
  /** The chart. */
  readonly subject: Descriptor;
  readonly annotations: Readonly<Record<string, string>>;
  readonly referrers: readonly Descriptor[];
  readonly policy: Policy;
  readonly formats: Formats | undefined;
}

/**
 * The compositions are there, are the ones whose digest the chart's signed manifest carries, and are signed by
 * themselves: Flux verifies what it pulls, which is their manifest.
 */
export async function checkCompositions(input: CompositionsInput): Promise<Found<undefined>> {
  const { source, subject, annotations, referrers } = input;
  const promised = annotations[annotation.compositionsDigest];
  const listed = referrers.filter(holdsCompositions);
  if (promised === undefined) {
    if (listed.length > 0) throw new CheckFault("compositions refer to a chart that names none");
    return { value: undefined, detail: "it has no compositions" };
  }
  if (listed.length === 0) throw new CheckFault(`the compositions ${promised} are missing`);
  for (const one of listed) {
    const found = await readCompositions(source, one);
    await checkContent(source, { found, promised, subject });
    await checkSigned(input, one);
  }
  return { value: undefined, detail: `${promised}, signed` };
}

async function checkContent(
  source: Source,
  {
    found: { manifest, layer },
    promised,
    subject,
  }: {
    readonly found: PublishedCompositions;
    readonly promised: string;
    readonly subject: Descriptor;
  },
): Promise<void> {
  if (layer === undefined || manifest.config?.mediaType !== mediaType.fluxConfig)
    throw new CheckFault("their manifest is none of Flux's: one config, one layer of content");
  if (manifest.subject?.digest !== subject.digest)
    throw new CheckFault("they refer to another artifact");
  if (layer.digest !== promised)
    throw new CheckFault(`they are ${layer.digest}, the manifest promises ${promised}`);
  await fetchAll(source, manifest.config);
  const bytes = await fetchAll(source, layer, folderLimits.packed);
  await readFolderArchive(bytes, "the compositions");
}

const mustHold: ReadonlySet<string> = new Set([
  "signature-bundle",
  "signature-legacy",
  "foreign-bundle",
]);

async function checkSigned(
  { source, policy, formats }: CompositionsInput,
  { mediaType: type, digest, size }: Descriptor,
): Promise<void> {
  const subject = { mediaType: type, digest, size };
  const { checks } = await verifySignatures({ source, subject, policy, formats });
  const fault = checks.find(({ name, ok }) => mustHold.has(name) && !ok);
  if (fault !== undefined)
    throw new CheckFault(`their own signature, ${fault.name}: ${fault.detail}`);
}
