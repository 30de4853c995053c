import type { Descriptor } from "../model/descriptor.ts";
import type { Digest } from "../model/digest.ts";
import type { Content } from "../model/ports.ts";
import { isManifest } from "./manifest.ts";
import type { Store } from "./store.ts";

/**
 * Repositories that are filled together: a blob that several of them get moves once, and the others take it over from
 * the first, where their registry can do that. It remembers digests alone, however much flows.
 */
export class MovedOnce {
  readonly #first = new Map<Digest, Promise<Store | undefined>>();

  /** The same store, whose blobs are shared with those of the others. */
  share(store: Store): Store {
    const push: Store["push"] = (target, content, signal) =>
      isManifest(target.mediaType)
        ? store.push(target, content, signal)
        : this.#push(store, target, { content, signal });
    return new Proxy(store, {
      get(real, name: keyof Store) {
        if (name === "push") return push;
        const member = real[name];
        return typeof member === "function" ? member.bind(real) : member;
      },
    });
  }

  async #push(
    store: Store,
    target: Descriptor,
    { content, signal }: { readonly content: Content; readonly signal: AbortSignal | undefined },
  ): Promise<void> {
    const first = this.#first.get(target.digest);
    if (first === undefined) {
      const pushed = store.push(target, content, signal);
      // Where it failed, the next one tries it for itself.
      const held = pushed.then(
        () => store,
        () => undefined,
      );
      this.#first.set(target.digest, held);
      return pushed;
    }
    const holder = await first;
    const mounted =
      holder !== undefined &&
      holder !== store &&
      (await store.mount?.(target, holder, signal)) === true;
    if (!mounted) await store.push(target, content, signal);
  }
}
