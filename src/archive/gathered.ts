/** Of the chunks that are given, in bytes. */
export const gatheredSize: number = 64 * 1024;

const idle: Gathered[] = [];
const idleLimit = 8;

/** Gathers small chunks into large ones, in one buffer: what it gave is overwritten by what comes next. */
export class Gathered {
  /** One that was given back, where there is one: a new buffer for every archive is dear. */
  static borrow(): Gathered {
    return idle.pop() ?? new Gathered();
  }

  giveBack(): void {
    this.#filled = 0;
    if (idle.length < idleLimit) idle.push(this);
  }

  readonly #buffer = Buffer.allocUnsafe(gatheredSize);
  #filled = 0;

  /** Gives the buffer each time that it is full. */
  *add(...chunks: readonly Uint8Array[]): Generator<Uint8Array> {
    for (const chunk of chunks) {
      for (let at = 0; at < chunk.length;) {
        const part = chunk.subarray(at, at + gatheredSize - this.#filled);
        this.#buffer.set(part, this.#filled);
        this.#filled += part.length;
        at += part.length;
        if (this.#filled === gatheredSize) yield this.take();
      }
    }
  }

  /** What was gathered and not given yet; may be empty. */
  take(): Uint8Array {
    const taken = this.#buffer.subarray(0, this.#filled);
    this.#filled = 0;
    return taken;
  }
}
