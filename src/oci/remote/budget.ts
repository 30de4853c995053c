/** The time that a run may wait in all. Waits at one time count once. */
export class Budget {
  readonly totalMs: number;
  readonly #now: () => number;
  #spentMs = 0;
  /** Until when the waits that were granted last. */
  #until = 0;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(totalMs: number, now: () => number) {
    this.totalMs = totalMs;
    this.#now = now;
  }

  /** Grants a wait from now on, or refuses it whole. */
  grant(ms: number): boolean {
    const [now, before] = [this.#now(), this.#until];
    const more = Math.max(0, now + ms - Math.max(now, before));
    if (this.#spentMs + more > this.totalMs) return false;
    this.#spentMs += more;
    this.#until = Math.max(before, now + ms);
    return true;
  }
}
