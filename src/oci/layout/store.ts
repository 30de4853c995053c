import { join } from "node:path";

import type { Descriptor } from "../../model/descriptor.ts";
import { isDigest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { Bytes, Content } from "../../model/ports.ts";
import { isTag } from "../../model/reference.ts";
import { bytesContent, manifestLimit, readAll, verified } from "../content.ts";
import { isManifest, parseManifest } from "../manifest.ts";
import { notFound } from "../missing.ts";
import type { Store } from "../store.ts";
import { asReferrer, ofType } from "../successors.ts";
import { BlobFolder } from "./blobs.ts";
import { onDisk } from "./disk-fault.ts";
import { realWithin } from "./folder.ts";
import { IndexFile } from "./index-file.ts";
import type { LayoutIndex } from "./index-json.ts";
import { withManifest, withTag } from "./index-json.ts";
import { LinkReader } from "./referrers.ts";

export interface LayoutOptions {
  /** The folder that no link may leave; by default that of the layout itself. */
  readonly root?: string;
}

/** How deep indexes may hold indexes for their manifests to be found by digest. */
const deepest = 4;

/**
 * One repository as an OCI layout (image-spec v1.1, image-layout.md; interop §6). Several programs may write it at the
 * same time, and one that is killed leaves it whole; what a tag names is on the disk before the tag is. A folder that is not there reads as empty and is made by the first
 * push. Referrers come in the order of the index: tagged ones by tag, then the others by digest.
 */
export function layoutStore(folder: string, options: LayoutOptions = {}): Store {
  return new LayoutStore(folder, options);
}

export class LayoutStore implements Store {
  readonly blobs: BlobFolder;
  readonly #folder: string;
  readonly #root: string;
  readonly #index: IndexFile;
  readonly #links: LinkReader;
  #checked = false;

  constructor(folder: string, options: LayoutOptions = {}) {
    this.#folder = folder;
    this.#root = options.root ?? folder;
    this.blobs = new BlobFolder(folder, this.#root);
    this.#index = new IndexFile(folder, this.#root);
    this.#links = new LinkReader(this.blobs);
  }

  async resolve(reference: string): Promise<Descriptor> {
    const index = await this.#read();
    const found = isDigest(reference)
      ? await this.#listed(index, reference)
      : index?.entries.find((entry) => entry.tag === reference)?.descriptor;
    if (found === undefined) throw notFound(reference, this.#folder);
    return { mediaType: found.mediaType, digest: found.digest, size: found.size };
  }

  async fetch(target: Descriptor): Promise<Bytes> {
    const bytes = await this.blobs.read(target.digest);
    if (bytes === undefined) throw notFound(target.digest, this.#folder);
    return verified(bytes, target);
  }

  async exists(target: Descriptor): Promise<boolean> {
    if ((await this.blobs.size(target.digest)) !== target.size) return false;
    if (!isManifest(target.mediaType)) return true;
    return (await this.#listed(await this.#read(), target.digest)) !== undefined;
  }

  async referrers(subject: Descriptor, artifactType?: string): Promise<readonly Descriptor[]> {
    const index = await this.#read();
    const links = await Promise.all(distinct(index).map((entry) => this.#links.read(entry)));
    const found = links.flatMap((link) =>
      link?.subject === subject.digest ? [link.referrer] : [],
    );
    return ofType(found, artifactType);
  }

  async tags(): Promise<readonly string[]> {
    const index = await this.#read();
    const tags = index?.entries.flatMap((entry) => entry.tag ?? []) ?? [];
    return [...new Set(tags)].sort(byCodeUnit);
  }

  async push(expected: Descriptor, content: Content): Promise<void> {
    if (await this.exists(expected)) return;
    await onDisk(this.#folder, () =>
      isManifest(expected.mediaType)
        ? this.#pushManifest(expected, content)
        : this.#pushBlob(expected, content),
    );
  }

  async tag(target: Descriptor, reference: string): Promise<void> {
    if (!isTag(reference)) throw new BpError("BAD_REFERENCE", `${reference} is not a tag`);
    if (!(await this.exists(target))) throw notFound(target.digest, this.#folder);
    const links = await this.#links.read(target);
    const entry = links?.subject === undefined ? bare(target) : links.referrer;
    await onDisk(this.#folder, () => this.#setTag(entry, reference));
  }

  async pushTagged(expected: Descriptor, content: Content, reference: string): Promise<void> {
    if (!isTag(reference)) throw new BpError("BAD_REFERENCE", `${reference} is not a tag`);
    if (await this.exists(expected)) return this.tag(expected, reference);
    await onDisk(this.#folder, async () => {
      const entry = await this.#writeManifest(expected, content);
      await this.#setTag(entry, reference);
    });
  }

  async linkReferrers(): Promise<void> {
    // Every manifest is listed when it is pushed, and names its subject itself.
  }

  #read(): Promise<LayoutIndex | undefined> {
    return onDisk(this.#folder, () => this.#index.read());
  }

  async #pushBlob(expected: Descriptor, content: Content): Promise<void> {
    await this.checkFolder();
    await this.blobs.write(expected, verified(content.open(), expected));
  }

  async #pushManifest(expected: Descriptor, content: Content): Promise<void> {
    const entry = await this.#writeManifest(expected, content);
    await this.#index.change((index) => withManifest(index, entry));
  }

  /** What a tag names must outlive a loss of power, so it is on the disk before the tag is. */
  async #setTag(entry: Descriptor, reference: string): Promise<void> {
    await this.blobs.settle();
    await this.#index.change((index) => withTag(index, entry, reference));
  }

  /** The entry under which the index lists it. */
  async #writeManifest(expected: Descriptor, content: Content): Promise<Descriptor> {
    if (expected.size > manifestLimit) throw tooLarge(expected);
    const bytes = await readAll(verified(content.open(), expected), manifestLimit);
    const manifest = parseManifest(bytes, expected.digest);
    await this.checkFolder();
    await this.blobs.write(expected, bytesContent(bytes).open());
    return manifest.subject === undefined ? bare(expected) : asReferrer(bare(expected), manifest);
  }

  /** A listed manifest, or one in a listed index, as other programs write several platforms. */
  async #listed(index: LayoutIndex | undefined, digest: string): Promise<Descriptor | undefined> {
    let level = distinct(index);
    const seen = new Set<string>();
    for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
      const found = level.find((entry) => entry.digest === digest);
      if (found !== undefined) return found;
      for (const entry of level) seen.add(entry.digest);
      const links = await Promise.all(
        level
          .filter((entry) => entry.mediaType.includes("index") || entry.mediaType.includes("list"))
          .map((entry) => this.#links.read(entry)),
      );
      level = links
        .flatMap((link) => link?.manifests ?? [])
        .filter((entry) => !seen.has(entry.digest));
    }
    return undefined;
  }

  /** True once something was listed here. */
  async isBegun(): Promise<boolean> {
    return (await this.#read()) !== undefined;
  }

  /** Nothing is written through a link that leaves the root. @throws BpError OUTSIDE_ROOT */
  async checkFolder(): Promise<void> {
    if (this.#checked) return;
    const blobs = join(this.#folder, "blobs", "sha256");
    await realWithin(this.#root, this.#folder);
    this.#checked = (await realWithin(this.#root, blobs)) !== undefined;
  }
}

function bare(target: Descriptor): Descriptor {
  return { mediaType: target.mediaType, digest: target.digest, size: target.size };
}

function distinct(index: LayoutIndex | undefined): readonly Descriptor[] {
  const entries = index?.entries.map((entry) => entry.descriptor) ?? [];
  return [...new Map(entries.map((entry) => [entry.digest, entry])).values()];
}

function tooLarge(expected: Descriptor): BpError {
  return new BpError("LIMIT", `the manifest ${expected.digest} has over ${manifestLimit} bytes`, {
    hint: "a manifest names content, it does not hold it: make it smaller",
    details: { digest: expected.digest, size: expected.size, limit: manifestLimit },
  });
}
