import type { Content } from "../../model/ports.ts";
import type { Body } from "./transport.ts";

/** Content that is sent from any place on; where the next piece follows the last one, nothing is read again. */
export class Piecewise {
  readonly #content: Content;
  readonly #size: number;
  #source: AsyncIterator<Uint8Array> | undefined;
  /** How many bytes the source has given, those that are left over apart. */
  #at = 0;
  #left: Uint8Array = new Uint8Array();

  /** @param size of all of it, in bytes */
  constructor(content: Content, size: number) {
    this.#content = content;
    this.#size = size;
  }

  /** The bytes from `start` to `end`, end exclusive, as the body of a request. */
  body(start: number, end: number): Body {
    return { size: end - start, content: { open: () => this.#read(start, end) } };
  }

  async *#read(start: number, end: number): AsyncGenerator<Uint8Array> {
    const source = await this.#seek(start);
    this.#source = undefined;
    let at = start;
    while (at < end) {
      const chunk = await this.#next(source);
      if (chunk === undefined) return;
      const part = chunk.subarray(0, end - at);
      at += part.byteLength;
      yield part;
      // What is left stands in memory that the source may use again.
      this.#left = new Uint8Array(chunk.subarray(part.byteLength));
    }
    // The end of the content is where it is checked.
    if (end === this.#size) await source.next();
    this.#at = end;
    this.#source = source;
  }

  /** A source that goes on at this place. */
  async #seek(start: number): Promise<AsyncIterator<Uint8Array>> {
    const known = this.#source;
    if (known !== undefined && this.#at === start) return known;
    await known?.return?.();
    const source = this.#content.open()[Symbol.asyncIterator]();
    this.#left = new Uint8Array();
    for (let skipped = 0; skipped < start;) {
      const chunk = await this.#next(source);
      if (chunk === undefined) break;
      const part = chunk.subarray(0, start - skipped);
      skipped += part.byteLength;
      this.#left = new Uint8Array(chunk.subarray(part.byteLength));
    }
    return source;
  }

  async #next(source: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
    const left = this.#left;
    this.#left = new Uint8Array();
    if (left.byteLength > 0) return left;
    const { value, done } = await source.next();
    return done === true ? undefined : value;
  }
}
