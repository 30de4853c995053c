import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { isDigest } from "../../model/digest.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { Bytes } from "../../model/ports.ts";
import { verified } from "../content.ts";
import { isManifest } from "../manifest.ts";
import { notFound } from "../missing.ts";
import type { Source } from "../store.ts";
import { ofType } from "../successors.ts";
import type { ByteRange } from "./file-bytes.ts";
import type { LayoutIndex } from "./index-json.ts";
import { LinkReader } from "./referrers.ts";

/** The blobs of a layout, wherever they lie. */
export interface ReadableBlobs {
  /** What messages call the layout. */
  readonly folder: string;
  /** In bytes; undefined where the blob is not there. */
  size(digest: Digest): Promise<number | undefined>;
  /** The bytes as they lie there, not verified. */
  read(digest: Digest, range?: ByteRange): Promise<Bytes | undefined>;
}

/** One repository as an OCI layout that can be read. */
export interface LayoutReader extends Source {
  /** Every manifest that the index lists, each once, with a tag or without. */
  listed(): Promise<readonly Descriptor[]>;
}

/** How deep indexes may hold indexes for their manifests to be found by digest. */
const deepest = 4;

/** The reading half of a layout: in a folder or in an archive (image-spec v1.1, image-layout.md). */
export abstract class LayoutSource implements LayoutReader {
  protected readonly links: LinkReader;
  readonly #blobs: ReadableBlobs;

  constructor(blobs: ReadableBlobs) {
    this.#blobs = blobs;
    this.links = new LinkReader(blobs);
  }

  /** Undefined where there is none. */
  protected abstract readIndex(): Promise<LayoutIndex | undefined>;

  async resolve(reference: string): Promise<Descriptor> {
    const index = await this.readIndex();
    const found = isDigest(reference)
      ? await this.#within(index, reference)
      : index?.entries.find((entry) => entry.tag === reference)?.descriptor;
    if (found === undefined) throw notFound(reference, this.#blobs.folder);
    return { mediaType: found.mediaType, digest: found.digest, size: found.size };
  }

  async fetch(target: Descriptor): Promise<Bytes> {
    const bytes = await this.#blobs.read(target.digest);
    if (bytes === undefined) throw notFound(target.digest, this.#blobs.folder);
    return verified(bytes, target);
  }

  async exists(target: Descriptor): Promise<boolean> {
    if ((await this.#blobs.size(target.digest)) !== target.size) return false;
    if (!isManifest(target.mediaType)) return true;
    return (await this.#within(await this.readIndex(), target.digest)) !== undefined;
  }

  /** In the order of the index: tagged ones by tag, then the others by digest. */
  async referrers(subject: Descriptor, artifactType?: string): Promise<readonly Descriptor[]> {
    const index = await this.readIndex();
    const links = await Promise.all(distinct(index).map((entry) => this.links.read(entry)));
    const found = links.flatMap((link) =>
      link?.subject === subject.digest ? [link.referrer] : [],
    );
    return ofType(found, artifactType);
  }

  async tags(): Promise<readonly string[]> {
    const index = await this.readIndex();
    const tags = index?.entries.flatMap((entry) => entry.tag ?? []) ?? [];
    return [...new Set(tags)].sort(byCodeUnit);
  }

  async listed(): Promise<readonly Descriptor[]> {
    return distinct(await this.readIndex());
  }

  /** A listed manifest, or one in a listed index, as other programs write several platforms. */
  async #within(index: LayoutIndex | undefined, digest: string): Promise<Descriptor | undefined> {
    let level = distinct(index);
    const seen = new Set<string>();
    for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
      const found = level.find((entry) => entry.digest === digest);
      if (found !== undefined) return found;
      for (const entry of level) seen.add(entry.digest);
      const links = await Promise.all(
        level
          .filter((entry) => entry.mediaType.includes("index") || entry.mediaType.includes("list"))
          .map((entry) => this.links.read(entry)),
      );
      level = links
        .flatMap((link) => link?.manifests ?? [])
        .filter((entry) => !seen.has(entry.digest));
    }
    return undefined;
  }
}

function distinct(index: LayoutIndex | undefined): readonly Descriptor[] {
  const entries = index?.entries.map((entry) => entry.descriptor) ?? [];
  return [...new Map(entries.map((entry) => [entry.digest, entry])).values()];
}
