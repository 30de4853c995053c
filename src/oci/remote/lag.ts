import type { Repository } from "./repository.ts";

/** Milliseconds between the looks: 5 s in all. */
const pauses = [100, 200, 400, 800, 1_500, 2_000];

/**
 * Looks for what was written a moment ago, until it is there: some registries answer from copies that lag behind.
 * @param what for people, as the beginning of "… is not there yet"
 * @returns undefined where it was never seen
 */
export async function lookFor<T>(
  repository: Repository,
  what: string,
  look: () => Promise<T | undefined>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  for (const ms of pauses) {
    const found = await look();
    if (found !== undefined) return found;
    await repository.pause(ms, `${what} is not there yet`, signal);
  }
  return look();
}
