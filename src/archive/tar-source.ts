import { collected } from "../model/collected.ts";
import { BpError } from "../model/error.ts";
import type { Bytes } from "../model/ports.ts";
import type { ByteSequence } from "./byte-reader.ts";
import { blockSize } from "./tar-header.ts";
import type { RawHeader } from "./tar-parse.ts";
import { isZero, parseHeader } from "./tar-parse.ts";

/** The block structure under the members of a tar. */
export class TarSource {
  readonly #reader: ByteSequence;
  readonly #archive: string;
  /** Bytes taken so far. */
  offset = 0;

  constructor(reader: ByteSequence, archive: string) {
    this.#reader = reader;
    this.#archive = archive;
  }

  /** The next header, undefined at the end. */
  async header(): Promise<RawHeader | undefined> {
    const block = await this.#take(blockSize);
    if (block.length === 0) return undefined;
    if (isZero(block)) return this.#end();
    const header = block.length < blockSize ? "it ends too early" : parseHeader(block);
    if (typeof header === "string") throw this.bad(header);
    return header;
  }

  async #end(): Promise<undefined> {
    for (;;) {
      const rest = await this.#take(blockSize);
      if (rest.length === 0) return undefined;
      if (!isZero(rest)) throw this.bad("data follows its end");
    }
  }

  /** A body and its padding; a second iteration goes on where the first stopped. */
  body(size: number): Bytes {
    const end = this.offset + size;
    const next = paddedEnd(end);
    return { [Symbol.asyncIterator]: () => this.#chunks(end, next) };
  }

  /** Passes over what is left of a body that ends there, and its padding. */
  async pass(end: number): Promise<void> {
    const left = paddedEnd(end) - this.offset;
    const skipped = await this.#reader.skip(left);
    this.offset += skipped;
    if (skipped < left) throw this.bad("it ends too early");
  }

  async *#chunks(end: number, next: number): AsyncGenerator<Uint8Array> {
    while (this.offset < end) {
      const chunk = await this.#reader.some(end - this.offset);
      if (chunk.length === 0) throw this.bad("it ends too early");
      this.offset += chunk.length;
      yield chunk;
    }
    const pad = next - this.offset;
    if (pad > 0 && (await this.#take(pad)).length < pad) throw this.bad("it ends too early");
  }

  async whole(size: number): Promise<Uint8Array> {
    return collected(this.body(size));
  }

  async #take(count: number): Promise<Uint8Array> {
    const bytes = await this.#reader.take(count);
    this.offset += bytes.length;
    return bytes;
  }

  bad(reason: string): BpError {
    return new BpError("BAD_ARCHIVE", `cannot read ${this.#archive}: ${reason}`);
  }

  close(): Promise<void> {
    return this.#reader.close();
  }
}

function paddedEnd(end: number): number {
  return Math.ceil(end / blockSize) * blockSize;
}
