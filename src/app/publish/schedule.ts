import { publishOrder } from "../../graph/index.ts";
import type { Aside } from "./places.ts";
import { Places } from "./places.ts";

/** A piece of work that starts once all of `after` is done. */
export interface Job<T> {
  readonly name: string;
  /** Names of other jobs; names that are no jobs are ignored. */
  readonly after: readonly string[];
  /** `failed` holds those of `after` that did not succeed; what only waits is done `aside`. */
  run(failed: readonly Failed<T>[], aside: Aside): Promise<T>;
  /** What it waits for in nobody's place once it ran, however many others wait: its result counts. */
  afterwards?(result: T): Promise<T>;
}

/** A job that did not succeed, and how it ended. */
export interface Failed<T> {
  readonly name: string;
  readonly result: T;
}

export interface ScheduleOptions<T> {
  readonly concurrency: number;
  readonly succeeded: (result: T) => boolean;
}

/**
 * Runs the jobs as early as their order allows, a bounded number at once, and gives their results in the order of the
 * jobs. If a job throws, everything that does not wait for it still runs before the schedule rejects.
 * @throws RangeError where the jobs' order is circular
 */
export async function schedule<T>(
  jobs: readonly Job<T>[],
  { concurrency, succeeded }: ScheduleOptions<T>,
): Promise<readonly T[]> {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const places = new Places(concurrency);
  const results = new Map<string, Promise<T>>();
  for (const job of ordered(jobs)) {
    const before = job.after.filter((name) => byName.has(name));
    const outcome = ended(before, results)
      .then((all) => {
        const failed = all.filter(({ result }) => !succeeded(result));
        return places.run((aside) => job.run(failed, aside));
      })
      .then((result) => job.afterwards?.(result) ?? result);
    // A rejection is looked at once all have ended: until then it must not count as unhandled.
    outcome.catch(() => undefined);
    results.set(job.name, outcome);
  }
  const promises = jobs.flatMap(({ name }) => results.get(name) ?? []);
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

function ended<T>(
  names: readonly string[],
  results: ReadonlyMap<string, Promise<T>>,
): Promise<readonly Failed<T>[]> {
  return Promise.all(
    names.flatMap((name) => results.get(name)?.then((result) => ({ name, result })) ?? []),
  );
}

function ordered<T>(jobs: readonly Job<T>[]): readonly Job<T>[] {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const arrows = jobs.flatMap((job) =>
    job.after.filter((name) => byName.has(name)).map((to) => ({ from: job.name, to })),
  );
  const { order, blocked } = publishOrder([...byName.keys()], arrows);
  if (blocked.length > 0) throw new RangeError(`circular: ${blocked.join(", ")}`);
  return order.flatMap((name) => byName.get(name) ?? []);
}
