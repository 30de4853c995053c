import { sbomForms } from "../../model/sbom-form.ts";
import type { OwnSignatures } from "../../signing/index.ts";
import type { Release, SbomDocument } from "./release.ts";

/**
 * The SBOMs that stand beside a release: those that its signer has attested already, as they are, else those made now. A
 * former run may have known more or less, as of another commit or without helm: what is attested is never replaced.
 */
export async function sbomsOf(
  release: Release,
  own: Pick<OwnSignatures, "sboms"> | undefined,
): Promise<readonly SbomDocument[]> {
  const kept = sbomForms.flatMap((form) => {
    const bytes = own?.sboms.get(form.predicateType);
    return bytes === undefined ? [] : [{ form, bytes }];
  });
  if (kept.length === sbomForms.length) return kept;
  const made = await release.sboms();
  return made.map((one) => kept.find(({ form }) => form === one.form) ?? one);
}
