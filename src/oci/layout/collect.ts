import type { Digest } from "../../model/digest.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { StoredBlob } from "./blobs.ts";
import { withoutManifests } from "./index-json.ts";
import type { LayoutFiles } from "./layout-files.ts";
import { reach, reachTagged } from "./reach.ts";

export interface CollectOptions {
  /** Nothing is removed that was written, or used again, at this time or later: somebody may be about to list it. */
  readonly before: Date;
  /** Also the manifests that no tag leads to, neither by an index nor as what refers to a tagged one. */
  readonly untagged?: boolean;
  /** With `untagged`: manifests that stay without a tag. */
  readonly keep?: ReadonlySet<Digest>;
  /** Says what would go, and removes nothing. */
  readonly dryRun?: boolean;
}

/** What was removed, sorted by digest. */
export interface Collected {
  /** Those that were listed. */
  readonly manifests: readonly Digest[];
  /** All others. */
  readonly blobs: readonly Digest[];
  /** In bytes, of both. */
  readonly size: number;
}

/**
 * Removes what nothing leads to. Other programs may write the layout meanwhile.
 * @throws BpError UNREADABLE where a manifest is damaged: what it needs cannot be told then
 */
export async function collectGarbage(
  { index, blobs, links }: LayoutFiles,
  { before, untagged, keep, dryRun }: CollectOptions,
): Promise<Collected> {
  const dead = new Map<Digest, StoredBlob>();
  const listed = new Set<Digest>();
  await index.change(
    async (present) => {
      const stored = new Map<Digest, StoredBlob>();
      for await (const blob of blobs.list()) stored.set(blob.digest, blob);
      const fresh = (digest: Digest): boolean => (stored.get(digest)?.changed ?? before) >= before;
      const live = await (untagged === true
        ? reachTagged(
            present.entries,
            links,
            (digest) => fresh(digest) || keep?.has(digest) === true,
          )
        : reach(present.entries, links));
      for (const [digest, blob] of stored)
        if (!live.has(digest) && !fresh(digest)) dead.set(digest, blob);
      for (const { descriptor } of present.entries) listed.add(descriptor.digest);
      return dryRun === true ? present : withoutManifests(present, new Set(dead.keys()));
    },
    async () => {
      for (const digest of dryRun === true ? [] : dead.keys()) await blobs.remove(digest);
    },
  );
  for (const digest of dead.keys()) links.forget(digest);
  return summary(
    [...dead.values()].sort((a, b) => byCodeUnit(a.digest, b.digest)),
    listed,
  );
}

function summary(dead: readonly StoredBlob[], listed: ReadonlySet<Digest>): Collected {
  const digests = dead.map(({ digest }) => digest);
  return {
    manifests: digests.filter((digest) => listed.has(digest)),
    blobs: digests.filter((digest) => !listed.has(digest)),
    size: dead.reduce((sum, { size }) => sum + size, 0),
  };
}
