import { join } from "node:path";

import { findLayouts } from "../layout/find.ts";
import { LayoutStore } from "../layout/store.ts";

/** How many repositories are kept open; those not used for longest go first. */
const openLimit = 2_048;

/** The repositories below one folder; each keeps what it has read of its index. */
export class Repositories {
  readonly #root: string;
  readonly #open = new Map<string, LayoutStore>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The name has been checked. */
  get(name: string): LayoutStore {
    const store =
      this.#open.get(name) ?? new LayoutStore(join(this.#root, name), { root: this.#root });
    this.#open.delete(name);
    this.#open.set(name, store);
    const [oldest] = this.#open.keys();
    if (this.#open.size > openLimit && oldest !== undefined) this.#open.delete(oldest);
    return store;
  }

  /** Every repository that holds blobs, sorted by code unit. */
  async names(): Promise<readonly string[]> {
    return (await findLayouts(this.#root)).filter((name) => name !== "");
  }
}
