import { parseSubjectTag } from "../../model/cosign-tag.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { isDigest } from "../../model/digest.ts";
import { notFound, stillHeld } from "../missing.ts";
import type { LayoutIndex } from "./index-json.ts";
import { withoutManifests, withoutTag } from "./index-json.ts";
import type { LayoutFiles } from "./layout-files.ts";
import type { LinkReader } from "./referrers.ts";

/**
 * Takes a tag away, or a manifest with all its tags and its bytes (distribution-spec, "Content Management").
 * @throws BpError NOT_FOUND, CONFLICT where an index holds the manifest
 */
export async function removeReference(files: LayoutFiles, reference: string): Promise<void> {
  const { index, blobs, links } = files;
  if (!isDigest(reference)) {
    return index.change((before) => {
      const after = withoutTag(before, reference);
      if (after === before) throw notFound(reference, blobs.folder);
      return after;
    });
  }
  await index.change(
    async (before) => {
      const after = withoutManifests(before, new Set([reference]));
      if (after === before) throw notFound(reference, blobs.folder);
      await checkFree(after, links, reference);
      return after;
    },
    () => blobs.remove(reference),
  );
  links.forget(reference);
}

/**
 * Takes a blob away.
 * @throws BpError NOT_FOUND, CONFLICT where a manifest holds it
 */
export async function removeBlob(files: LayoutFiles, digest: Digest): Promise<void> {
  const { index, blobs, links } = files;
  await index.change(async (before) => {
    if ((await blobs.size(digest)) === undefined) throw notFound(digest, blobs.folder);
    if (before.entries.some((entry) => entry.descriptor.digest === digest))
      throw stillHeld(digest, "the list of manifests");
    await checkFree(before, links, digest);
    await blobs.remove(digest);
    return before;
  });
}

async function checkFree(index: LayoutIndex, links: LinkReader, digest: Digest): Promise<void> {
  for (const { descriptor, tag } of index.entries) {
    // An index of referrers lists what it does not need.
    if (tag !== undefined && parseSubjectTag(tag)?.suffix === "") continue;
    const holder = await holderOf(descriptor, links, digest);
    if (holder !== undefined) throw stillHeld(digest, holder.digest);
  }
}

/** The manifest below this one that names the digest as its own, not as its subject. */
async function holderOf(
  top: Descriptor,
  links: LinkReader,
  digest: Digest,
): Promise<Descriptor | undefined> {
  const open = [top];
  const seen = new Set<Digest>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next.digest)) continue;
    seen.add(next.digest);
    const { children } = await links.parts(next);
    if (children.some((child) => child.digest === digest)) return next;
    open.push(...children);
  }
  return undefined;
}
