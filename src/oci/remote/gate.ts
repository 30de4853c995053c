interface Waiting {
  readonly rank: number;
  readonly go: () => void;
}

/**
 * How many requests a host gets at a time, while others wait for their turn: one more for each answer until the first
 * setback, then half as many, and one more for each full round of answers (slow start, additive increase, multiplicative
 * decrease, as TCP has it). While the host wants to be left alone, nobody enters. Who began first is let in first: what is
 * nearly done gets done, and what waits for it can begin.
 */
export class Gate {
  readonly #most: number;
  readonly #queue: Waiting[] = [];
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

  /**
   * Waits for a turn; who has entered leaves. Gives the number of the turn.
   * @param rank the lower goes first, of one rank who came first
   */
  async enter(rank = 0): Promise<number> {
    await new Promise<void>((go) => {
      const behind = this.#queue.findLastIndex((other) => other.rank <= rank);
      this.#queue.splice(behind + 1, 0, { rank, go });
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
    if (this.#fell > 0 && this.#answered < this.#limit) return;
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
      this.#queue.shift()?.go();
    }
  }
}
