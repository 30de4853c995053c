import {
  Z_DEFAULT_STRATEGY,
  Z_FINISH,
  Z_NO_FLUSH,
  Z_STREAM_END,
  ZStream,
  zlibDeflate,
  zlibDeflateInit2,
} from "pako";

const outputSize = 64 * 1024;
/** Header and trailer of a gzip member without a name (RFC 1952). */
const frame = 18;
const Z_DEFLATED = 8;
const rawDeflate = -15;
const memoryLevel = 8;
const best = 9;

/** How many bytes a text takes once gzip has compressed it at its best level; nothing of it is kept. */
export class GzipSize {
  readonly #stream = new ZStream();
  #size = frame;

  constructor() {
    const level = [best, Z_DEFLATED, rawDeflate, memoryLevel, Z_DEFAULT_STRATEGY] as const;
    zlibDeflateInit2(this.#stream, ...level);
    const output = new Uint8Array(outputSize);
    Object.assign(this.#stream, { output, next_out: 0, avail_out: outputSize });
  }

  add(bytes: Uint8Array): void {
    this.#compress(bytes, Z_NO_FLUSH);
  }

  /** In all, in bytes; nothing can be added afterwards. */
  end(): number {
    this.#compress(new Uint8Array(), Z_FINISH);
    return this.#size + this.#stream.next_out;
  }

  #compress(input: Uint8Array, flush: typeof Z_NO_FLUSH | typeof Z_FINISH): void {
    Object.assign(this.#stream, { input, next_in: 0, avail_in: input.length });
    for (;;) {
      const ended = zlibDeflate(this.#stream, flush) === Z_STREAM_END;
      const isFull = this.#stream.avail_out === 0;
      if (ended || (!isFull && flush === Z_NO_FLUSH)) return;
      if (!isFull) continue;
      this.#size += outputSize;
      Object.assign(this.#stream, { next_out: 0, avail_out: outputSize });
    }
  }
}
