import { publishOrder } from "../../graph/index.ts";
import type { Aside } from "./places.ts";
import { Places } from "./places.ts";

/** A piece of work that starts once all of `after` is done. */
export interface Job<T> {
  readonly name: string;
  /** Names of other jobs; names that are no jobs are ignored. */
  readonly after: readonly string[];
  /** `failed` holds those of `after` that did not succeed; what only waits is done `aside`. */
  run(failed: readonly string[], aside: Aside): Promise<T>;
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
    const outcome = Promise.all(before.flatMap((name) => results.get(name) ?? [])).then((ended) =>
      places.run((aside) => {
        const failed = before.filter((_, index) => !isSuccess(ended[index], succeeded));
        return job.run(failed, aside);
      }),
    );
    // A rejection is looked at once all have ended: until then it must not count as unhandled.
    outcome.catch(() => undefined);
    results.set(job.name, outcome);
  }
  const promises = jobs.flatMap(({ name }) => results.get(name) ?? []);
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

function isSuccess<T>(result: T | undefined, succeeded: (result: T) => boolean): boolean {
  return result !== undefined && succeeded(result);
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
