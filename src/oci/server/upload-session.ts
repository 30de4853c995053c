import type { Hash } from "node:crypto";
import { createHash } from "node:crypto";

import type { Digest } from "../../model/digest.ts";
import type { Bytes } from "../../model/ports.ts";
import type { LayoutStore } from "../layout/store.ts";
import type { Temporary } from "../layout/temporary.ts";
import { refuse } from "./refusal.ts";

/** A blob that is coming in: written beside the blobs, hashed as it comes, one of them only when its digest is right. */
export class UploadSession {
  readonly #store: LayoutStore;
  readonly #limit: number;
  readonly #hash: Hash = createHash("sha256");
  #temporary: Temporary | undefined;
  #size = 0;
  #busy = false;

  constructor(store: LayoutStore, limit: number) {
    this.#store = store;
    this.#limit = limit;
  }

  /** In bytes, of what has come. */
  get size(): number {
    return this.#size;
  }

  /** Takes more bytes. @throws Refusal where another request writes, or too many come */
  async append(bytes: Bytes): Promise<void> {
    if (this.#busy) throw refuse(409, "BLOB_UPLOAD_INVALID", "another request writes this upload");
    this.#busy = true;
    try {
      this.#temporary ??= await this.#open();
      for await (const chunk of bytes) {
        if (this.#size + chunk.byteLength > this.#limit)
          throw refuse(413, "SIZE_INVALID", `a blob may have ${this.#limit} bytes here`);
        await this.#temporary.file.writeFile(chunk);
        this.#hash.update(chunk);
        this.#size += chunk.byteLength;
      }
    } finally {
      this.#busy = false;
    }
  }

  /** Makes it a blob. @throws Refusal where its digest is another */
  async finish(digest: Digest): Promise<void> {
    const temporary = (this.#temporary ??= await this.#open());
    const actual = `sha256:${this.#hash.digest("hex")}`;
    if (actual !== digest) {
      await this.cancel();
      throw refuse(400, "DIGEST_INVALID", `the content has the digest ${actual}`);
    }
    await this.#store.blobs.keep(temporary, digest);
    this.#temporary = undefined;
  }

  /** Forgets what has come. Safe at any time. */
  async cancel(): Promise<void> {
    const temporary = this.#temporary;
    this.#temporary = undefined;
    if (temporary !== undefined) await this.#store.blobs.discard(temporary);
  }

  async #open(): Promise<Temporary> {
    await this.#store.checkFolder();
    return this.#store.blobs.begin();
  }
}
