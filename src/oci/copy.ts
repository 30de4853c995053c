import type { Descriptor } from "../model/descriptor.ts";
import type { Digest } from "../model/digest.ts";
import { bytesContent, contentOf, fetchAll } from "./content.ts";
import type { Manifest } from "./manifest.ts";
import { isManifest, parseManifest } from "./manifest.ts";
import type { Source, Store } from "./store.ts";
import { isForeign, successors } from "./successors.ts";

export interface CopyOptions {
  /** The tag to set at the end; none where it is left out. */
  readonly tag?: string;
  /** How many contents flow at a time; 3 by default, as dockerd and containerd have it. */
  readonly concurrency?: number;
  /** Also what refers to the root, and what refers to that. */
  readonly referrers?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Copies what a tag or a digest names: leaves first, then the manifest, what refers to it, and the tag last, so that a
 * reader never meets half an artifact. What the store has already is not read.
 * @returns the descriptor of the root
 * @throws BpError as the two stores do
 */
export async function copy(
  source: Source,
  reference: string,
  store: Store,
  options: CopyOptions = {},
): Promise<Descriptor> {
  const root = await source.resolve(reference, options.signal);
  const task = new Copy(source, store, options);
  await task.tree(root);
  if (options.referrers === true) await task.referrers(root);
  if (options.tag !== undefined) await store.tag(root, options.tag, options.signal);
  return root;
}

class Copy {
  readonly #source: Source;
  readonly #store: Store;
  readonly #signal: AbortSignal | undefined;
  readonly #done = new Map<Digest, Promise<void>>();
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(source: Source, store: Store, options: CopyOptions) {
    this.#source = source;
    this.#store = store;
    this.#signal = options.signal;
    this.#free = options.concurrency ?? 3;
  }

  /** Content that several manifests share is copied once, and each of them waits for it. */
  tree(target: Descriptor): Promise<void> {
    const known = this.#done.get(target.digest);
    if (known !== undefined) return known;
    const copied = this.#copy(target);
    this.#done.set(target.digest, copied);
    return copied;
  }

  async referrers(subject: Descriptor): Promise<void> {
    const found = await this.#source.referrers(subject, undefined, this.#signal);
    const fresh = found.filter((referrer) => !this.#done.has(referrer.digest));
    if (fresh.length === 0) return;
    await settled(fresh.map((referrer) => this.tree(referrer)));
    await this.#store.linkReferrers(subject, fresh, this.#signal);
    for (const referrer of fresh) await this.referrers(referrer);
  }

  async #copy(target: Descriptor): Promise<void> {
    if (!isManifest(target.mediaType)) return this.#slot(() => this.#leaf(target));
    const bytes = await this.#slot(() => this.#manifest(target));
    if (bytes === undefined) return;
    await settled(childrenOf(bytes, target).map((child) => this.#child(child)));
    await this.#slot(() => this.#store.push(target, bytesContent(bytes), this.#signal));
  }

  /** A layer that may not be distributed is copied where it is there. */
  async #child(target: Descriptor): Promise<void> {
    const absent = isForeign(target) && !(await this.#source.exists(target, this.#signal));
    if (!absent) await this.tree(target);
  }

  async #manifest(target: Descriptor): Promise<Uint8Array | undefined> {
    if (await this.#store.exists(target, this.#signal)) return undefined;
    return fetchAll(this.#source, target, undefined, this.#signal);
  }

  async #leaf(target: Descriptor): Promise<void> {
    await this.#store.push(target, contentOf(this.#source, target, this.#signal), this.#signal);
  }

  async #slot<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

function childrenOf(bytes: Uint8Array, target: Descriptor): readonly Descriptor[] {
  const manifest: Manifest = parseManifest(bytes, target.digest);
  return successors(manifest);
}

/** Waits for all, so that nothing is still under way when the first error is thrown. */
async function settled(tasks: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(tasks);
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
