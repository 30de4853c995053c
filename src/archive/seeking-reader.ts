import type { RandomAccess } from "../model/ports.ts";
import type { ByteSequence } from "./byte-reader.ts";

/** In bytes: headers and short bodies come with one read. */
const windowSize = 8 * 1024;

/** Reads random-access bytes one after the other, and passes over what nobody asks for without reading it. */
export class SeekingReader implements ByteSequence {
  readonly #bytes: RandomAccess;
  #window: Uint8Array = new Uint8Array();
  #at = 0;

  constructor(bytes: RandomAccess) {
    this.#bytes = bytes;
  }

  async some(limit: number): Promise<Uint8Array> {
    if (this.#window.length === 0) {
      const end = Math.min(this.#at + windowSize, this.#bytes.size);
      if (this.#at >= end) return new Uint8Array();
      this.#window = await this.#bytes.read(this.#at, end);
    }
    const taken = this.#window.subarray(0, limit);
    this.#window = this.#window.subarray(taken.length);
    this.#at += taken.length;
    return taken;
  }

  async take(count: number): Promise<Uint8Array> {
    const first = await this.some(count);
    if (first.length === count || first.length === 0) return first;
    return Buffer.concat([first, await this.take(count - first.length)]);
  }

  async skip(count: number): Promise<number> {
    const skipped = Math.min(count, this.#bytes.size - this.#at);
    this.#window = this.#window.subarray(skipped);
    this.#at += skipped;
    return skipped;
  }

  async close(): Promise<void> {
    this.#window = new Uint8Array();
  }
}
