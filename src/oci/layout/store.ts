import { join } from "node:path";

import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { Content } from "../../model/ports.ts";
import { isTag } from "../../model/reference.ts";
import { bytesContent, manifestLimit, readAll, verified } from "../content.ts";
import { isManifest, parseManifest } from "../manifest.ts";
import { notFound } from "../missing.ts";
import type { Source, Store } from "../store.ts";
import { asReferrer } from "../successors.ts";
import { BlobFolder } from "./blobs.ts";
import type { Collected, CollectOptions } from "./collect.ts";
import { collectGarbage } from "./collect.ts";
import { onDisk } from "./disk-fault.ts";
import type { LayoutFile } from "./files.ts";
import { layoutFiles } from "./files.ts";
import { realWithin } from "./folder.ts";
import { IndexFile } from "./index-file.ts";
import type { LayoutIndex } from "./index-json.ts";
import { withManifest, withTag } from "./index-json.ts";
import type { LayoutFiles } from "./layout-files.ts";
import { removeBlob, removeReference } from "./removal.ts";
import type { LayoutReader } from "./source.ts";
import { LayoutSource } from "./source.ts";

export interface LayoutOptions {
  /** The folder that no link may leave; by default that of the layout itself. */
  readonly root?: string;
}

/** A repository as an OCI layout in a folder, and what only that can do. */
export interface Layout extends Store, LayoutReader {
  mount(target: Descriptor, from: Source): Promise<boolean>;
  remove(reference: string): Promise<void>;
  /** Removes what nothing leads to, while others may write. @throws BpError UNREADABLE for a damaged manifest */
  collect(options: CollectOptions): Promise<Collected>;
  /** The layout's files as they are now, sorted by path; the bytes of blobs are verified as they flow. */
  files(): Promise<readonly LayoutFile[]>;
}

/**
 * One repository as an OCI layout (image-spec v1.1, image-layout.md; interop §6). Several programs may write it at the
 * same time, and one that is killed leaves it whole; what a tag names is on the disk before the tag is. A folder that is
 * not there reads as empty and is made by the first push. Referrers come in the order of the index: tagged ones by tag,
 * then the others by digest.
 */
export function layoutStore(folder: string, options: LayoutOptions = {}): Layout {
  return new LayoutStore(folder, options);
}

export class LayoutStore extends LayoutSource implements Layout {
  readonly blobs: BlobFolder;
  readonly #folder: string;
  readonly #root: string;
  readonly #index: IndexFile;
  #checked = false;

  constructor(folder: string, options: LayoutOptions = {}) {
    const root = options.root ?? folder;
    const blobs = new BlobFolder(folder, root);
    super(blobs);
    this.blobs = blobs;
    this.#folder = folder;
    this.#root = root;
    this.#index = new IndexFile(folder, root);
  }

  async push(expected: Descriptor, content: Content): Promise<void> {
    const there = await this.exists(expected);
    await onDisk(this.#folder, () => {
      if (there) return this.blobs.touch(expected.digest);
      return isManifest(expected.mediaType)
        ? this.#pushManifest(expected, content)
        : this.#pushBlob(expected, content);
    });
  }

  /** The blob's file gets a second name here, once its bytes are verified. */
  async mount(target: Descriptor, from: Source): Promise<boolean> {
    if (!(from instanceof LayoutStore) || isManifest(target.mediaType)) return false;
    if (!(await from.exists(target))) return false;
    for await (const chunk of await from.fetch(target)) void chunk;
    await this.checkFolder();
    return onDisk(this.#folder, () => this.blobs.adopt(from.blobs, target.digest));
  }

  async tag(target: Descriptor, reference: string): Promise<void> {
    if (!isTag(reference)) throw new BpError("BAD_REFERENCE", `${reference} is not a tag`);
    if (!(await this.exists(target))) throw notFound(target.digest, this.#folder);
    const links = await this.links.read(target);
    const entry = links?.subject === undefined ? bare(target) : links.referrer;
    await onDisk(this.#folder, () => this.#setTag(entry, reference));
  }

  async pushTagged(expected: Descriptor, content: Content, reference: string): Promise<void> {
    if (!isTag(reference)) throw new BpError("BAD_REFERENCE", `${reference} is not a tag`);
    if (await this.exists(expected)) return this.tag(expected, reference);
    await onDisk(this.#folder, async () => {
      const { entry, bytes } = await this.#writeManifest(expected, content);
      await this.#setTag(entry, reference, bytes);
    });
  }

  async linkReferrers(): Promise<void> {
    // Every manifest is listed when it is pushed, and names its subject itself.
  }

  remove(reference: string): Promise<void> {
    return onDisk(this.#folder, () => removeReference(this.#files, reference));
  }

  /** @throws BpError NOT_FOUND, CONFLICT where a manifest holds the blob */
  removeBlob(digest: Digest): Promise<void> {
    return onDisk(this.#folder, () => removeBlob(this.#files, digest));
  }

  collect(options: CollectOptions): Promise<Collected> {
    return onDisk(this.#folder, () => collectGarbage(this.#files, options));
  }

  async files(): Promise<readonly LayoutFile[]> {
    return onDisk(this.#folder, async () => layoutFiles(await this.#index.read(), this.blobs));
  }

  protected readIndex(): Promise<LayoutIndex | undefined> {
    return onDisk(this.#folder, () => this.#index.read());
  }

  get #files(): LayoutFiles {
    return { index: this.#index, blobs: this.blobs, links: this.links };
  }

  async #pushBlob(expected: Descriptor, content: Content): Promise<void> {
    await this.checkFolder();
    await this.blobs.write(expected, verified(content.open(), expected));
  }

  async #pushManifest(expected: Descriptor, content: Content): Promise<void> {
    const { entry, bytes } = await this.#writeManifest(expected, content);
    await this.#index.change(async (index) => {
      await this.#rewrite(expected, bytes);
      return withManifest(index, entry);
    });
  }

  /** What a tag names must outlive a loss of power, so it is on the disk before the tag is. */
  async #setTag(entry: Descriptor, reference: string, bytes?: Uint8Array): Promise<void> {
    await this.blobs.settle();
    await this.#index.change(async (index) => {
      if (bytes !== undefined) await this.#rewrite(entry, bytes);
      else if ((await this.blobs.size(entry.digest)) === undefined)
        throw notFound(entry.digest, this.#folder);
      return withTag(index, entry, reference);
    });
  }

  /** Somebody may have removed the manifest since it was written. */
  async #rewrite(target: Descriptor, bytes: Uint8Array): Promise<void> {
    if ((await this.blobs.size(target.digest)) === undefined)
      await this.blobs.write(target, bytesContent(bytes).open());
  }

  /** The entry under which the index lists it. */
  async #writeManifest(
    expected: Descriptor,
    content: Content,
  ): Promise<{ readonly entry: Descriptor; readonly bytes: Uint8Array }> {
    if (expected.size > manifestLimit) throw tooLarge(expected);
    const bytes = await readAll(verified(content.open(), expected), manifestLimit);
    const manifest = parseManifest(bytes, expected.digest);
    await this.checkFolder();
    await this.blobs.write(expected, bytesContent(bytes).open());
    const entry = bare(expected);
    return { entry: manifest.subject === undefined ? entry : asReferrer(entry, manifest), bytes };
  }

  /** True once something was listed here. */
  async isBegun(): Promise<boolean> {
    return (await this.readIndex()) !== undefined;
  }

  /** Nothing is written through a link that leaves the root. @throws BpError OUTSIDE_ROOT */
  async checkFolder(): Promise<void> {
    if (this.#checked) return;
    await realWithin(this.#root, this.#folder);
    this.#checked = (await realWithin(this.#root, join(this.#folder, "blobs"))) !== undefined;
  }
}

function bare(target: Descriptor): Descriptor {
  return { mediaType: target.mediaType, digest: target.digest, size: target.size };
}

function tooLarge(expected: Descriptor): BpError {
  return new BpError("LIMIT", `the manifest ${expected.digest} has over ${manifestLimit} bytes`, {
    hint: "a manifest names content, it does not hold it: make it smaller",
    details: { digest: expected.digest, size: expected.size, limit: manifestLimit },
  });
}
