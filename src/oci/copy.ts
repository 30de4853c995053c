import { cosignTag } from "../model/cosign-tag.ts";
import type { Descriptor } from "../model/descriptor.ts";
import { isBpError } from "../model/error.ts";
import { isTag } from "../model/reference.ts";
import type { CopyOptions } from "./copy-options.ts";
import { CopyTree } from "./copy-tree.ts";
import { settled } from "./slots.ts";
import type { Source, Store } from "./store.ts";

/**
 * Copies what a tag or a digest names: leaves first, then the manifest, what refers to it, and the tag last, so that a
 * reader never meets half an artifact. Each content moves once; what the store has already is not read.
 * @returns the descriptor of the root
 * @throws BpError as the two stores do
 */
export async function copy(
  from: Source,
  to: Store,
  reference: string,
  options: CopyOptions = {},
): Promise<Descriptor> {
  const { signal, referrers = false } = options;
  const root = await from.resolve(reference, signal);
  const tag = options.tag ?? (isTag(reference) ? reference : undefined);
  const tree = new CopyTree(from, to, options);
  if (!referrers) {
    await tree.copy(root, tag);
    return root;
  }
  await tree.copy(root);
  // What refers to the manifests is found for those of the artifact itself, then for what was found.
  const own = [...tree.manifests];
  const referred = await linkAll(tree, { from, to, signal });
  // A referrer that others refer to is an artifact of its own, and signed like one.
  const signed = new Map([...own, ...referred].map((one) => [one.digest, one]));
  await settled(
    [...signed.values()].map((manifest) => copySigned(tree, manifest, { from, to, signal })),
  );
  if (tag !== undefined) await to.tag(root, tag, signal);
  return root;
}

interface Ends {
  readonly from: Source;
  readonly to: Store;
  readonly signal: AbortSignal | undefined;
}

/** @returns the manifests that something refers to */
async function linkAll(tree: CopyTree, { from, to, signal }: Ends): Promise<readonly Descriptor[]> {
  const seen = new Set<string>();
  const referred: Descriptor[] = [];
  for (let open = [...tree.manifests]; open.length > 0;) {
    for (const { digest } of open) seen.add(digest);
    await settled(
      open.map(async (subject) => {
        const found = await from.referrers(subject, undefined, signal);
        if (found.length === 0) return;
        referred.push(subject);
        await settled(found.map((referrer) => tree.copy(referrer)));
        await to.linkReferrers(subject, found, signal);
      }),
    );
    open = [...tree.manifests].filter(({ digest }) => !seen.has(digest));
  }
  return referred;
}

const suffixes = ["sig", "att", "sbom"] as const;

/** What cosign's first format keeps under tags that name the subject. */
async function copySigned(
  tree: CopyTree,
  subject: Descriptor,
  { from, to, signal }: Ends,
): Promise<void> {
  for (const suffix of suffixes) {
    const tag = cosignTag(subject.digest, suffix);
    const found = isTag(tag) ? await there(from, tag, signal) : undefined;
    if (found === undefined) continue;
    await tree.copy(found);
    const before = await there(to, tag, signal);
    if (before?.digest !== found.digest) await to.tag(found, tag, signal);
  }
}

async function there(
  source: Source,
  tag: string,
  signal: AbortSignal | undefined,
): Promise<Descriptor | undefined> {
  try {
    return await source.resolve(tag, signal);
  } catch (error) {
    if (isBpError(error, "NOT_FOUND")) return undefined;
    throw error;
  }
}
