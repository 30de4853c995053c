/** Milliseconds of one series, sorted. */
export interface Series {
  readonly name: string;
  readonly times: readonly number[];
}

export function median(series: Series): number {
  return series.times[Math.floor(series.times.length / 2)] ?? Number.NaN;
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
    return { name, times: (times[index] ?? []).toSorted((a, b) => a - b) };
  });
}
