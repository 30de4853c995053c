import type { Descriptor } from "../model/descriptor.ts";
import type { Digest } from "../model/digest.ts";
import type { Content } from "../model/ports.ts";
import { verified } from "./content.ts";
import { copy } from "./copy.ts";
import { notFound } from "./missing.ts";
import type { Source, Store } from "./store.ts";

/** What an artifact is made of, all of it read and found genuine. */
export interface Closure {
  readonly root: Descriptor;
  /** Manifests, configs and layers, each once. */
  readonly contents: readonly Descriptor[];
  /** Their bytes. */
  readonly size: number;
}

export interface CheckOptions {
  /** Also what refers to it, and what cosign keeps for it; true where it is left out. */
  readonly referrers?: boolean;
  /** Content that was found genuine before and need not be read again; what is read is added. */
  readonly known?: Set<Digest>;
  readonly signal?: AbortSignal;
}

/**
 * Reads everything that a tag or a digest leads to.
 * @throws BpError NOT_FOUND where content lacks, DIGEST_MISMATCH where it is not genuine, and as the source does
 */
export async function checkClosure(
  source: Source,
  reference: string,
  options: CheckOptions = {},
): Promise<Closure> {
  const { referrers = true, known = new Set(), signal } = options;
  const contents: Descriptor[] = [];
  const root = await copy(source, checkingStore(known), reference, {
    referrers,
    mount: false,
    onContent: ({ target }) => contents.push(target),
    ...(signal === undefined ? {} : { signal }),
  });
  const size = contents.reduce((sum, target) => sum + target.size, 0);
  return { root, contents, size };
}

/** Reads what is pushed to it, and keeps nothing. */
function checkingStore(known: Set<Digest>): Store {
  const read = async (target: Descriptor, content: Content): Promise<void> => {
    if (known.has(target.digest)) return;
    for await (const chunk of verified(content.open(), target)) void chunk;
    known.add(target.digest);
  };
  return {
    resolve: (reference) => Promise.reject(notFound(reference, "a check")),
    fetch: (target) => Promise.reject(notFound(target.digest, "a check")),
    exists: async () => false,
    referrers: async () => [],
    tags: async () => [],
    push: read,
    pushTagged: read,
    tag: nothing,
    linkReferrers: nothing,
  };
}

async function nothing(): Promise<void> {
  // A check has no tags and no lists.
}
