import PQueue from "p-queue";

/** Does what only waits for others, in nobody's place: who comes next has it meanwhile. */
export type Aside = <T>(waiting: () => Promise<T>) => Promise<T>;

/** How many may have begun where one works. */
const begunToWorking = 4;

/**
 * So many work at a time. Who waits for somebody else steps aside, and the next one begins; who comes back goes before
 * those who have not begun, and of those not more than a few times as many begin as may work: each holds what it has
 * made so far.
 */
export class Places {
  readonly #working: PQueue;
  readonly #begun: PQueue;

  constructor(concurrency: number) {
    this.#working = new PQueue({ concurrency });
    this.#begun = new PQueue({ concurrency: concurrency * begunToWorking });
  }

  run<T>(work: (aside: Aside) => Promise<T>): Promise<T> {
    return this.#begun.add(async () => {
      let leave = await this.#enter(0);
      const aside: Aside = async (waiting) => {
        leave();
        try {
          return await waiting();
        } finally {
          leave = await this.#enter(1);
        }
      };
      try {
        return await work(aside);
      } finally {
        leave();
      }
    });
  }

  /** Gives how the place is left. */
  #enter(priority: number): Promise<() => void> {
    return new Promise((entered) => {
      void this.#working.add(() => new Promise<void>((leave) => entered(leave)), { priority });
    });
  }
}
