import { BpError } from "../../model/error.ts";
import type { ProgressEvent } from "../../model/event.ts";

/** How a run waits for what others do. Milliseconds; `now` only goes forward. */
export interface Patience {
  /** How long nothing may come before it is given up. */
  readonly budgetMs: number;
  now(): number;
  /** Rejects where the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

/** Something that somebody else makes. */
export interface Awaited {
  readonly name: string;
  /** Who makes it, as "shard 3/5". */
  readonly by: string;
  /** True once it is there. @throws BpError where it never will be, or cannot be looked for */
  readonly isThere: () => Promise<boolean>;
}

interface ArrivalPorts {
  readonly patience: Patience;
  readonly emit: (event: ProgressEvent) => void;
  readonly interrupted: AbortSignal;
}

interface Pending {
  readonly awaited: Awaited;
  readonly came: () => void;
  readonly failed: (error: unknown) => void;
}

const firstMs = 1_000;
const longestMs = 15_000;

/**
 * Waits for what other runs make. All that is waited for is looked for together, more and more seldom while nothing of
 * it comes, and given up together once nothing came for the whole budget.
 */
export class Arrivals {
  readonly #ports: ArrivalPorts;
  readonly #pending = new Set<Pending>();
  #looking = false;

  constructor(ports: ArrivalPorts) {
    this.#ports = ports;
  }

  /** Over once it is there. @throws BpError NETWORK where it does not come, INTERRUPTED, and as `isThere` does */
  async of(awaited: Awaited): Promise<void> {
    if (await awaited.isThere()) return;
    await new Promise<void>((came, failed) => {
      this.#pending.add({ awaited, came, failed });
      void this.#look();
    });
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const { patience, interrupted } = this.#ports;
    let [since, vain] = [patience.now(), 0];
    while (this.#pending.size > 0) {
      const waited = patience.now() - since;
      const ms = Math.min(pauseMs(vain, patience.random()), patience.budgetMs - waited);
      if (ms <= 0) this.#giveUp((one) => notCome(one.awaited, waited));
      else if (await this.#slept(ms)) {
        const came = await this.#round();
        [since, vain] = came ? [patience.now(), 0] : [since, vain + 1];
      }
      if (interrupted.aborted) this.#giveUp(interruption);
    }
    this.#looking = false;
  }

  /** False where the run was interrupted meanwhile. */
  async #slept(ms: number): Promise<boolean> {
    const { patience, emit, interrupted } = this.#ports;
    const [first, ...more] = [...this.#pending].map(({ awaited }) => awaited);
    const others = more.length === 0 ? "" : ` and ${more.length} more`;
    const reason = `${first?.by} publishes it`;
    emit({ kind: "waiting", subject: `${first?.name}${others}`, reason, ms });
    try {
      await patience.sleep(ms, interrupted);
    } catch (error) {
      if (!interrupted.aborted) throw error;
    }
    return !interrupted.aborted;
  }

  /** Looks for each once. True where something came. */
  async #round(): Promise<boolean> {
    const found = await Promise.all(
      [...this.#pending].map(async (one) => {
        try {
          if (!(await one.awaited.isThere())) return false;
          one.came();
        } catch (error) {
          one.failed(error);
        }
        return this.#pending.delete(one);
      }),
    );
    return found.includes(true);
  }

  #giveUp(why: (one: Pending) => BpError): void {
    for (const one of this.#pending) one.failed(why(one));
    this.#pending.clear();
  }
}

/** From half of it up to all: those who wait for the same do not look all at once. */
function pauseMs(vain: number, random: number): number {
  const most = Math.min(firstMs * 2 ** vain, longestMs);
  return Math.round((most / 2) * (1 + random));
}

function notCome({ name, by }: Awaited, waitedMs: number): BpError {
  const seconds = Math.round(waitedMs / 1000);
  const waited = seconds === 0 ? "" : `: for ${seconds} s nothing came of what this run waits for`;
  return new BpError("NETWORK", `${by} has not published ${name}${waited}`, {
    hint: `see how ${by} ended, and run both again; --network-budget says how long to wait`,
  });
}

function interruption({ awaited }: Pending): BpError {
  return new BpError("INTERRUPTED", `not begun: interrupted while waiting for ${awaited.name}`);
}
