export interface Series {
  readonly name: string;
  /** Milliseconds, sorted. */
  readonly times: readonly number[];
  /** The same, in the order of the rounds. */
  readonly rounds: readonly number[];
}

export function median({ times }: Pick<Series, "times">): number {
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}

/**
 * How many times as long one takes as another: the median over the rounds, in each of which the two ran one after the
 * other.
 */
export function ratio(one: Series, other: Series): number {
  const each = one.rounds.map((time, round) => time / (other.rounds[round] ?? Number.NaN));
  return median({ times: each.toSorted((a, b) => a - b) });
}

export interface Contender {
  readonly name: string;
  /** Whatever must be there before the clock starts; what it gives is handed to `run` and `clear`. */
  readonly prepare: () => Promise<Prepared>;
}

export interface Prepared {
  readonly run: () => Promise<void>;
  readonly clear: () => Promise<void>;
}

/** Runs the contenders in turn, so that what else the machine does meets them all. */
export async function measure(contenders: readonly Contender[], rounds: number): Promise<Series[]> {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const { run, clear } = await contender.prepare();
      try {
        const start = performance.now();
        await run();
        times[index]?.push(performance.now() - start);
      } finally {
        await clear();
      }
    }
  }
  return contenders.map(({ name }, index) => {
    const rounds = times[index] ?? [];
    return { name, rounds, times: rounds.toSorted((a, b) => a - b) };
  });
}

/** The contender, after something was done that its time does not count. */
export function after({ name, prepare }: Contender, action: () => void): Contender {
  return {
    name,
    prepare: async () => {
      action();
      return prepare();
    },
  };
}
