import type { Descriptor } from "../model/descriptor.ts";
import type { Digest } from "../model/digest.ts";
import { BpError } from "../model/error.ts";
import { byCodeUnit } from "../model/order.ts";
import type { Bytes, Content } from "../model/ports.ts";
import { isTag } from "../model/reference.ts";
import { bytesContent, manifestLimit, readAll, verified } from "./content.ts";
import { isManifest, parseManifest } from "./manifest.ts";
import { notFound, stillHeld } from "./missing.ts";
import type { Store } from "./store.ts";
import { asReferrer, ofType, successors } from "./successors.ts";

interface Kept {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
  readonly subject: Digest | undefined;
  readonly referrer: Descriptor;
  readonly children: readonly Digest[];
}

const where = "memory";

/** One repository in memory, empty at first; referrers are listed in the order of their digests. */
export function memoryStore(): Store {
  return new MemoryStore();
}

class MemoryStore implements Store {
  readonly #content = new Map<string, Kept>();
  readonly #tags = new Map<string, Descriptor>();

  async resolve(reference: string): Promise<Descriptor> {
    const tagged = this.#tags.get(reference);
    if (tagged !== undefined) return tagged;
    const kept = this.#content.get(reference);
    if (kept === undefined || !isManifest(kept.descriptor.mediaType))
      throw notFound(reference, where);
    return kept.descriptor;
  }

  async fetch(target: Descriptor): Promise<Bytes> {
    const kept = this.#content.get(target.digest);
    if (kept === undefined) throw notFound(target.digest, where);
    return verified(bytesContent(kept.bytes).open(), target);
  }

  async exists(target: Descriptor): Promise<boolean> {
    return this.#content.has(target.digest);
  }

  async referrers(subject: Descriptor, artifactType?: string): Promise<readonly Descriptor[]> {
    const all = [...this.#content.values()]
      .filter((kept) => kept.subject === subject.digest)
      .map((kept) => kept.referrer)
      .sort((a, b) => byCodeUnit(a.digest, b.digest));
    return ofType(all, artifactType);
  }

  async tags(): Promise<readonly string[]> {
    return [...this.#tags.keys()].sort(byCodeUnit);
  }

  async push(expected: Descriptor, content: Content): Promise<void> {
    if (this.#content.has(expected.digest)) return;
    const bytes = await readAll(verified(content.open(), expected), expected.size);
    const { mediaType, digest, size } = expected;
    this.#content.set(digest, keep({ mediaType, digest, size }, bytes));
  }

  async tag(target: Descriptor, reference: string): Promise<void> {
    if (!isTag(reference)) throw new BpError("BAD_REFERENCE", `${reference} is not a tag`);
    const kept = this.#content.get(target.digest);
    if (kept === undefined) throw notFound(target.digest, where);
    this.#tags.set(reference, kept.descriptor);
  }

  async pushTagged(expected: Descriptor, content: Content, reference: string): Promise<void> {
    await this.push(expected, content);
    await this.tag(expected, reference);
  }

  async remove(reference: string): Promise<void> {
    const kept = this.#content.get(reference);
    const tagged = this.#tags.delete(reference);
    if (tagged) return;
    if (kept === undefined || !isManifest(kept.descriptor.mediaType))
      throw notFound(reference, where);
    const { digest } = kept.descriptor;
    const holder = [...this.#content.values()].find(({ children }) => children.includes(digest));
    if (holder !== undefined) throw stillHeld(digest, holder.descriptor.digest);
    for (const [tag, named] of this.#tags) if (named.digest === digest) this.#tags.delete(tag);
    this.#content.delete(digest);
  }

  async linkReferrers(): Promise<void> {
    // Subjects are read from the manifests themselves, so there is no list to keep.
  }
}

function keep(descriptor: Descriptor, bytes: Uint8Array): Kept {
  if (!isManifest(descriptor.mediaType) || bytes.byteLength > manifestLimit)
    return { descriptor, bytes, subject: undefined, referrer: descriptor, children: [] };
  const manifest = parseManifest(bytes, descriptor.digest);
  return {
    descriptor,
    bytes,
    subject: manifest.subject?.digest,
    referrer: asReferrer(descriptor, manifest),
    children: successors(manifest).map((child) => child.digest),
  };
}
