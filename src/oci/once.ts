import type { Descriptor } from "../model/descriptor.ts";
import type { Digest } from "../model/digest.ts";
import type { Bytes } from "../model/ports.ts";
import { bytesContent, fetchAll } from "./content.ts";
import type { Source } from "./store.ts";
import { ofType } from "./successors.ts";

/** In bytes. Larger content is asked for each time. */
export const smallContent: number = 64 * 1024;
/** In bytes, of all that is kept. */
const keptLimit = 4 * 1024 * 1024;

/**
 * The same source, asked once for each small content and each list of referrers: what several checks of one artifact
 * need is fetched for the first of them. It sees nothing that changes meanwhile, so it is for one look, not for a run.
 */
export function askedOnce(source: Source): Source {
  return new AskedOnce(source);
}

class AskedOnce implements Source {
  readonly #source: Source;
  readonly #content = new Map<string, Promise<Uint8Array>>();
  readonly #lists = new Map<Digest, Promise<readonly Descriptor[]>>();
  #kept = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  resolve(reference: string, signal?: AbortSignal): Promise<Descriptor> {
    return this.#source.resolve(reference, signal);
  }

  async fetch(target: Descriptor, signal?: AbortSignal): Promise<Bytes> {
    const { mediaType, digest, size } = target;
    const key = `${mediaType} ${digest} ${size}`;
    const known = this.#content.get(key);
    if (known !== undefined) return bytesContent(await known).open();
    if (size > smallContent || this.#kept + size > keptLimit)
      return this.#source.fetch(target, signal);
    this.#kept += size;
    const fetched = fetchAll(this.#source, target, smallContent, signal);
    this.#content.set(key, fetched);
    return bytesContent(await fetched).open();
  }

  exists(target: Descriptor, signal?: AbortSignal): Promise<boolean> {
    return this.#source.exists(target, signal);
  }

  async referrers(
    subject: Descriptor,
    artifactType?: string,
    signal?: AbortSignal,
  ): Promise<readonly Descriptor[]> {
    const known = this.#lists.get(subject.digest);
    const list = known ?? this.#source.referrers(subject, undefined, signal);
    this.#lists.set(subject.digest, list);
    return ofType(await list, artifactType);
  }

  tags(signal?: AbortSignal): Promise<readonly string[]> {
    return this.#source.tags(signal);
  }
}
