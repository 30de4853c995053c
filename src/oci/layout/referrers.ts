import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { algorithmOf, digestOf } from "../../model/digest.ts";
import { BpError, isBpError } from "../../model/error.ts";
import { manifestLimit, readAll } from "../content.ts";
import type { Manifest } from "../manifest.ts";
import { isManifest, parseManifest } from "../manifest.ts";
import { asReferrer, successors } from "../successors.ts";
import type { ReadableBlobs } from "./source.ts";

/** What a listed manifest says of others. */
interface Links {
  readonly subject: Digest | undefined;
  readonly referrer: Descriptor;
  readonly manifests: readonly Descriptor[];
}

interface Parts {
  readonly children: readonly Descriptor[];
  readonly subject: Descriptor | undefined;
}

const none: Parts = { children: [], subject: undefined };

/**
 * Reads the links of listed manifests, each once. They are a list only, as a registry would give it: whoever fetches
 * what is listed verifies it, so a damaged manifest is listed by what it still says, and not remembered.
 */
export class LinkReader {
  readonly #blobs: ReadableBlobs;
  readonly #known = new Map<Digest, Links>();

  constructor(blobs: ReadableBlobs) {
    this.#blobs = blobs;
  }

  async read(target: Descriptor): Promise<Links | undefined> {
    const known = this.#known.get(target.digest);
    if (known !== undefined) return known;
    if (!isManifest(target.mediaType) || target.size > manifestLimit) return undefined;
    const bytes = await this.#bytes(target.digest);
    const manifest = bytes === undefined ? undefined : readable(bytes, target.digest);
    if (bytes === undefined || manifest === undefined) return undefined;
    const links = linksOf(target, manifest);
    if (digestOf(bytes, algorithmOf(target.digest)) === target.digest)
      this.#known.set(target.digest, links);
    return links;
  }

  /**
   * What the manifest is made of, and what it refers to; nothing for what is no manifest or is not there.
   * @throws BpError UNREADABLE where its bytes are not genuine
   */
  async parts(target: Descriptor): Promise<Parts> {
    if (!isManifest(target.mediaType)) return none;
    if ((await this.#blobs.size(target.digest)) === undefined) return none;
    const bytes = await this.#bytes(target.digest);
    if (bytes === undefined || digestOf(bytes, algorithmOf(target.digest)) !== target.digest)
      throw damaged(target, this.#blobs.folder);
    const manifest = parseManifest(bytes, target.digest);
    return { children: successors(manifest), subject: manifest.subject };
  }

  /** The manifest is gone. */
  forget(digest: Digest): void {
    this.#known.delete(digest);
  }

  async #bytes(digest: Digest): Promise<Uint8Array | undefined> {
    const bytes = await this.#blobs.read(digest);
    if (bytes === undefined) return undefined;
    return readAll(bytes, manifestLimit).catch((error: unknown) => ignore(error, "LIMIT"));
  }
}

function linksOf(target: Descriptor, manifest: Manifest): Links {
  return {
    subject: manifest.subject?.digest,
    referrer: asReferrer(target, manifest),
    manifests: manifest.manifests,
  };
}

function readable(bytes: Uint8Array, name: string): Manifest | undefined {
  try {
    return parseManifest(bytes, name);
  } catch (error) {
    return ignore(error, "UNREADABLE");
  }
}

function ignore(error: unknown, code: "LIMIT" | "UNREADABLE"): undefined {
  if (!isBpError(error, code)) throw error;
}

function damaged(target: Descriptor, folder: string): BpError {
  return new BpError("UNREADABLE", `the manifest ${target.digest} in ${folder} is damaged`, {
    hint: "publish or copy it there again, then repeat the command",
    details: { digest: target.digest, folder },
  });
}
