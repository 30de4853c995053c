/**
 * How many requests a host gets at a time: one more for each full round of answers while others wait for their turn,
 * half as many after a setback (additive increase, multiplicative decrease). While the host wants to be left alone,
 * nobody enters.
 */
export class Gate {
  readonly #most: number;
  readonly #queue: (() => void)[] = [];
  #limit: number;
  #active = 0;
  /** Answers since the limit rose. */
  #answered = 0;
  /** Requests begun so far, and how many had begun when the limit fell: what began before says nothing new. */
  #begun = 0;
  #fell = 0;
  #closed: Promise<void> | undefined;

  /** @param start requests at a time to begin with @param most the most that it comes to */
  constructor(start: number, most: number) {
    this.#limit = start;
    this.#most = Math.max(start, most);
  }

  /** Requests at a time, now. */
  get limit(): number {
    return this.#limit;
  }

  /** True while the host is left alone. */
  get closed(): boolean {
    return this.#closed !== undefined;
  }

  /** Waits for a turn; who has entered leaves. Gives the number of the turn. */
  async enter(): Promise<number> {
    await new Promise<void>((go) => {
      this.#queue.push(go);
      this.#admit();
    });
    this.#begun += 1;
    return this.#begun;
  }

  leave(): void {
    this.#active -= 1;
    this.#admit();
  }

  /** An answer came as it should. */
  answered(): void {
    if (this.#queue.length === 0 || this.#limit >= this.#most) return;
    this.#answered += 1;
    if (this.#answered < this.#limit) return;
    this.#answered = 0;
    this.#limit += 1;
    this.#admit();
  }

  /** The request of that turn was turned away or lost. */
  setback(turn: number): void {
    if (turn <= this.#fell) return;
    this.#fell = this.#begun;
    this.#answered = 0;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }

  /** Lets nobody in until the wait is over, however it ends. */
  close(wait: Promise<void>): void {
    const before = this.#closed;
    const over = this.#afterBoth(before, wait);
    this.#closed = over;
    void over.finally(() => {
      if (this.#closed === over) this.#closed = undefined;
      this.#admit();
    });
  }

  async #afterBoth(before: Promise<void> | undefined, wait: Promise<void>): Promise<void> {
    await Promise.allSettled([before, wait]);
  }

  #admit(): void {
    if (this.#closed !== undefined) return;
    while (this.#active < this.#limit && this.#queue.length > 0) {
      this.#active += 1;
      this.#queue.shift()?.();
    }
  }
}
