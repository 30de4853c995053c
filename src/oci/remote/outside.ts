import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

/** What a client asks of the machine: chance, a clock, and to be woken. */
export interface Outside {
  readonly random: () => number;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const range = 2 ** 32;

/** The machine itself, for programs that hand in nothing else. */
export const outside: Outside = {
  random: () => randomInt(range) / range,
  now: () => performance.now(),
  sleep: (ms, signal) => pause(ms, undefined, { signal }),
};
