import type { Bytes } from "../model/ports.ts";

/** Bytes that are read one after the other, by counts. */
export interface ByteSequence {
  /** What comes next, at most `limit` bytes and at least one; empty at the end. */
  some(limit: number): Promise<Uint8Array>;
  /** Exactly `count` bytes, or as many as come before the end. */
  take(count: number): Promise<Uint8Array>;
  /** Passes over `count` bytes; says how many there were. */
  skip(count: number): Promise<number>;
  /** Lets the source give its resources back. */
  close(): Promise<void>;
}

/** Reads a stream of chunks of any size by exact counts. */
export class ByteReader implements ByteSequence {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(bytes: Bytes) {
    this.#chunks = bytes[Symbol.asyncIterator]();
  }

  async some(limit: number): Promise<Uint8Array> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return new Uint8Array();
      this.#rest = next.value;
    }
    const taken = this.#rest.subarray(0, limit);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  async take(count: number): Promise<Uint8Array> {
    const first = await this.some(count);
    if (first.length === count || first.length === 0) return first;
    // What comes next may overwrite what came.
    const parts = [new Uint8Array(first)];
    let taken = first.length;
    while (taken < count) {
      const part = await this.some(count - taken);
      if (part.length === 0) break;
      parts.push(new Uint8Array(part));
      taken += part.length;
    }
    return Buffer.concat(parts);
  }

  async skip(count: number): Promise<number> {
    let skipped = 0;
    while (skipped < count) {
      const { length } = await this.some(count - skipped);
      if (length === 0) break;
      skipped += length;
    }
    return skipped;
  }

  /** Puts bytes back in front. */
  unread(bytes: Uint8Array): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([bytes, this.#rest]);
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
