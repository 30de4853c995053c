import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { isDigest } from "../../model/digest.ts";
import type { Manifest } from "../manifest.ts";
import { asReferrer, successors } from "../successors.ts";

/** Manifests of a few kilobytes that wait for their tag. */
const keptManifests = 16;

/** What this run has put into a repository: it need not be asked for, and what lags behind it is waited for. */
export class Written {
  /** Content that was sent, and not there before. */
  readonly #content = new Set<Digest>();
  readonly #tags = new Map<string, Digest>();
  readonly #manifests = new Map<Digest, Uint8Array>();
  readonly #referrers = new Map<Digest, Descriptor>();

  /** How many contents were sent. */
  get count(): number {
    return this.#content.size;
  }

  add(digest: Digest): void {
    this.#content.add(digest);
  }

  has(digest: Digest): boolean {
    return this.#content.has(digest);
  }

  /** What the tag, or the digest itself, must name now; undefined where it is not ours. */
  named(reference: string): Digest | undefined {
    if (isDigest(reference)) return this.#content.has(reference) ? reference : undefined;
    return this.#tags.get(reference);
  }

  tagged(reference: string, digest: Digest): void {
    this.#tags.set(reference, digest);
  }

  remember(expected: Descriptor, manifest: Manifest, bytes: Uint8Array): void {
    if (manifest.subject !== undefined)
      this.#referrers.set(expected.digest, asReferrer(expected, manifest));
    this.#manifests.set(expected.digest, bytes);
    const [oldest] = this.#manifests.keys();
    if (this.#manifests.size > keptManifests && oldest !== undefined)
      this.#manifests.delete(oldest);
  }

  /** The bytes of a manifest that was pushed a while ago, perhaps. */
  manifest(digest: Digest): Uint8Array | undefined {
    return this.#manifests.get(digest);
  }

  /** The entry with all that the manifest says. */
  referrer(entry: Descriptor): Descriptor {
    return this.#referrers.get(entry.digest) ?? entry;
  }

  /** What names content that was missing a moment ago cannot have been there. */
  isFresh(manifest: Manifest): boolean {
    return successors(manifest).some((child) => this.#content.has(child.digest));
  }

  /** A tag, or content with its tags. */
  forget(reference: string): void {
    this.#tags.delete(reference);
    if (!isDigest(reference)) return;
    this.#content.delete(reference);
    this.#manifests.delete(reference);
    this.#referrers.delete(reference);
    for (const [tag, named] of this.#tags) if (named === reference) this.#tags.delete(tag);
  }
}
