import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { byCodeUnit } from "../../model/order.ts";
import { isRepositoryPath } from "../../model/reference.ts";
import { ifThere, isLayoutPath } from "../layout/folder.ts";
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

  /** Every repository that holds blobs, sorted by code unit. Links to folders are not followed. */
  async names(): Promise<readonly string[]> {
    const found: string[] = [];
    const open = [""];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const entries = await ifThere(readdir(join(this.#root, next), { withFileTypes: true }));
      const folders = (entries ?? []).filter((entry) => entry.isDirectory());
      if (next !== "" && folders.some(({ name }) => name === "blobs")) found.push(next);
      for (const { name } of folders) {
        const path = next === "" ? name : `${next}/${name}`;
        if (isRepositoryPath(path) && isLayoutPath(path)) open.push(path);
      }
    }
    return found.sort(byCodeUnit);
  }
}
