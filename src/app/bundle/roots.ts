import { parseSubjectTag } from "../../model/cosign-tag.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { isBpError } from "../../model/error.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { LayoutReader } from "../../oci/index.ts";
import { fetchAll, isManifest, parseManifest } from "../../oci/index.ts";

/** What a layout holds for its own sake: by a tag, or by a digest alone. */
export interface Root {
  readonly tag: string | undefined;
  readonly digest: Digest;
}

/**
 * The artifacts of a layout, sorted: what its tags name, and what is listed without one and belongs to nothing else. What
 * refers to a subject, what an index is made of, and what cosign keeps under its own tags, comes with its artifact.
 */
export async function rootsOf(layout: LayoutReader): Promise<readonly Root[]> {
  const roots: Root[] = [];
  const covered = new Set<Digest>();
  for (const tag of await layout.tags()) {
    const { digest } = await layout.resolve(tag);
    covered.add(digest);
    if (parseSubjectTag(tag) === undefined) roots.push({ tag, digest });
  }
  const listed = await layout.listed();
  const parts = await Promise.all(listed.map((one) => partsOf(layout, one)));
  for (const { children } of parts) for (const child of children) covered.add(child.digest);
  for (const [index, { digest }] of listed.entries()) {
    if (covered.has(digest) || parts[index]?.refers === true) continue;
    roots.push({ tag: undefined, digest });
  }
  return roots.toSorted(
    (a, b) => byCodeUnit(a.tag ?? "~", b.tag ?? "~") || byCodeUnit(a.digest, b.digest),
  );
}

async function partsOf(
  layout: LayoutReader,
  target: Descriptor,
): Promise<{ readonly children: readonly Descriptor[]; readonly refers: boolean }> {
  if (!isManifest(target.mediaType)) return { children: [], refers: false };
  const manifest = await fetchAll(layout, target).then(
    (bytes) => parseManifest(bytes, target.digest),
    damaged,
  );
  if (manifest === undefined) return { children: [], refers: false };
  return { children: manifest.manifests, refers: manifest.subject !== undefined };
}

/** What is damaged says nothing here: whoever reads the artifact finds it. */
function damaged(error: unknown): undefined {
  if (!isBpError(error, "DIGEST_MISMATCH", "NOT_FOUND", "UNREADABLE", "LIMIT")) throw error;
}
