import type { Descriptor } from "../../model/descriptor.ts";
import { isBpError } from "../../model/error.ts";
import { fetchAll, parseManifest, smallContent } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";

/**
 * Has a source that asks once fetch referrers of these artifact types and what they carry, while other checks run. What
 * is wrong with them is for the check that looks at them to say: it meets the same answer.
 */
export async function fetchedAhead(
  source: Source,
  referrers: readonly Descriptor[],
  types: ReadonlySet<string>,
): Promise<void> {
  const wanted = referrers.filter(({ artifactType = "" }) => types.has(artifactType));
  await Promise.all(
    wanted.map(async (referrer) => {
      try {
        const { layers } = parseManifest(await fetchAll(source, referrer), referrer.digest);
        const kept = layers.filter(({ size }) => size <= smallContent);
        await Promise.all(kept.map((layer) => fetchAll(source, layer, smallContent)));
      } catch (error) {
        if (!isBpError(error)) throw error;
      }
    }),
  );
}
