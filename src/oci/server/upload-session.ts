import type { Hash } from "node:crypto";
import { createHash } from "node:crypto";

import type { Algorithm, Digest } from "../../model/digest.ts";
import { algorithmOf } from "../../model/digest.ts";
import type { Bytes } from "../../model/ports.ts";
import { giveBack } from "../give-back.ts";
import { fileBytes } from "../layout/file-bytes.ts";
import { FileSink } from "../layout/file-sink.ts";
import type { LayoutStore } from "../layout/store.ts";
import type { Temporary } from "../layout/temporary.ts";
import { refuse } from "./refusal.ts";

/** A blob that is coming in: written beside the blobs, hashed as it comes, one of them only when its digest is right. */
export class UploadSession {
  readonly #store: LayoutStore;
  readonly #limit: number;
  #algorithm: Algorithm = "sha256";
  #hash: Hash = createHash("sha256");
  #temporary: Temporary | undefined;
  #size = 0;
  #busy = false;
  /** The disk has not taken all that was counted. */
  #failed = false;

  constructor(store: LayoutStore, limit: number) {
    this.#store = store;
    this.#limit = limit;
  }

  /** In bytes, of what has come. */
  get size(): number {
    return this.#size;
  }

  /** A request writes it now. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Says by which algorithm the content will be named; once content has come, that costs reading it again. */
  expect(algorithm: Algorithm): void {
    if (this.#size > 0 || algorithm === this.#algorithm) return;
    this.#algorithm = algorithm;
    this.#hash = createHash(algorithm);
  }

  /**
   * Takes the body of a request; what has come stays where the rest does not.
   * @param size how many bytes it says that it has
   * @throws Refusal where another request writes, or too many bytes come
   */
  async append(bytes: Bytes, size?: number): Promise<void> {
    if (this.#busy) throw refuse(409, "BLOB_UPLOAD_INVALID", "another request writes this upload");
    if (this.#failed) throw refuse(404, "BLOB_UPLOAD_UNKNOWN", "this upload could not be written");
    this.#busy = true;
    try {
      const { file } = (this.#temporary ??= await this.#open());
      const sink = new FileSink(file, this.#size, size);
      try {
        for await (const chunk of bytes) await this.#take(chunk, sink);
      } finally {
        await this.#flush(sink);
      }
    } finally {
      this.#busy = false;
    }
  }

  async #take(chunk: Uint8Array, sink: FileSink): Promise<void> {
    if (this.#size + chunk.byteLength > this.#limit)
      throw refuse(413, "SIZE_INVALID", `a blob may have ${this.#limit} bytes here`);
    this.#hash.update(chunk);
    this.#size += chunk.byteLength;
    await sink.write(chunk);
    giveBack(chunk);
  }

  /** What has been counted is in the file, or the upload is lost. */
  async #flush(sink: FileSink): Promise<void> {
    try {
      await sink.end();
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  /** Makes it a blob. @throws Refusal where its digest is another */
  async finish(digest: Digest): Promise<void> {
    const temporary = (this.#temporary ??= await this.#open());
    const actual = await this.#digest(algorithmOf(digest), temporary);
    if (actual !== digest)
      throw refuse(400, "DIGEST_INVALID", `the content has the digest ${actual}`);
    await this.#store.blobs.keep(temporary, digest);
    this.#temporary = undefined;
  }

  /** Forgets what has come. Safe at any time. */
  async cancel(): Promise<void> {
    const temporary = this.#temporary;
    this.#temporary = undefined;
    if (temporary !== undefined) await this.#store.blobs.discard(temporary);
  }

  async #digest(algorithm: Algorithm, { path }: Temporary): Promise<string> {
    if (algorithm === this.#algorithm) return `${algorithm}:${this.#hash.digest("hex")}`;
    const hash = createHash(algorithm);
    for await (const chunk of fileBytes(path, { start: 0, end: this.#size })) hash.update(chunk);
    return `${algorithm}:${hash.digest("hex")}`;
  }

  async #open(): Promise<Temporary> {
    await this.#store.checkFolder();
    return this.#store.blobs.begin();
  }
}
