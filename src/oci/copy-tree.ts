import type { Descriptor } from "../model/descriptor.ts";
import type { Digest } from "../model/digest.ts";
import { mediaType } from "../model/media-type.ts";
import type { Content } from "../model/ports.ts";
import { bytesContent, contentOf, fetchAll } from "./content.ts";
import type { CopyEvent, CopyOptions } from "./copy-options.ts";
import { isManifest, parseManifest } from "./manifest.ts";
import { settled, Slots } from "./slots.ts";
import type { Source, Store } from "./store.ts";
import { isForeign, successors } from "./successors.ts";

/** In bytes: what is small, and how many of it go where one of the others may. */
const [smallSize, smallAtOnce] = [64 * 1024, 8];

/** Copies manifests with all that they need, each content once. */
export class CopyTree {
  /** The manifests that were met, in the order in which they were. */
  readonly manifests: Set<Descriptor> = new Set<Descriptor>();
  readonly #from: Source;
  readonly #to: Store;
  readonly #options: CopyOptions;
  readonly #slots: Slots;
  /** Small contents cost a round trip each, and hardly anything else: many go at a time. */
  readonly #small: Slots;
  readonly #done = new Map<Digest, Promise<void>>();

  constructor(from: Source, to: Store, options: CopyOptions) {
    this.#from = from;
    this.#to = to;
    this.#options = options;
    const { concurrency = 3 } = options;
    this.#slots = new Slots(concurrency);
    this.#small = new Slots(concurrency * smallAtOnce);
  }

  /** Content that several manifests share is copied once, and each of them waits for it. */
  copy(target: Descriptor, tag?: string): Promise<void> {
    const known = this.#done.get(target.digest);
    if (known !== undefined) return known;
    const copied = isManifest(target.mediaType) ? this.#manifest(target, tag) : this.#leaf(target);
    this.#done.set(target.digest, copied);
    return copied;
  }

  async #manifest(target: Descriptor, tag: string | undefined): Promise<void> {
    this.manifests.add(target);
    const { signal, referrers } = this.#options;
    const present = await this.#slots.run(() => this.#to.exists(target, signal));
    if (present) this.#tell(target, "present");
    // What refers to the manifests of an index is looked for even where the index is there.
    if (!present || (referrers === true && isIndex(target))) {
      const bytes = await this.#slots.run(() => fetchAll(this.#from, target, undefined, signal));
      const children = successors(parseManifest(bytes, target.digest));
      await settled(children.map((child) => this.#child(child)));
      if (!present) return this.#push(target, bytes, tag);
    }
    if (tag !== undefined) await this.#to.tag(target, tag, signal);
  }

  async #push(target: Descriptor, bytes: Uint8Array, tag: string | undefined): Promise<void> {
    const { signal } = this.#options;
    const content = bytesContent(bytes);
    await this.#slots.run(() =>
      tag === undefined
        ? this.#to.push(target, content, signal)
        : this.#to.pushTagged(target, content, tag, signal),
    );
    this.#tell(target, "copied");
  }

  /** A layer that may not be distributed is copied where it is there. */
  async #child(target: Descriptor): Promise<void> {
    const absent = isForeign(target) && !(await this.#from.exists(target, this.#options.signal));
    if (!absent) await this.copy(target);
  }

  #leaf(target: Descriptor): Promise<void> {
    const slots = target.size <= smallSize ? this.#small : this.#slots;
    return slots.run(async () => {
      if (await this.#mounted(target)) return this.#tell(target, "mounted");
      const { signal } = this.#options;
      let read = false;
      const content: Content = {
        open: () => {
          read = true;
          return contentOf(this.#from, target, signal).open();
        },
      };
      await this.#to.push(target, content, signal);
      this.#tell(target, read ? "copied" : "present");
    });
  }

  async #mounted(target: Descriptor): Promise<boolean> {
    const { mount, signal } = this.#options;
    if (mount === false || this.#to.mount === undefined) return false;
    for (const source of [...(mount?.(target) ?? []), this.#from])
      if (await this.#to.mount(target, source, signal)) return true;
    return false;
  }

  #tell(target: Descriptor, how: CopyEvent["how"]): void {
    this.#options.onContent?.({ target, how });
  }
}

function isIndex({ mediaType: type }: Descriptor): boolean {
  return type === mediaType.index || type === mediaType.dockerIndex;
}
