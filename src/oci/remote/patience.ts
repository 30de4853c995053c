import { BpError } from "../../model/error.ts";
import { Budget } from "./budget.ts";
import type { Gate } from "./gate.ts";
import type { RetryPolicy } from "./retry.ts";
import { waitMs } from "./retry.ts";
import type { Setback } from "./setback.ts";

/** A pause before another try. */
export interface WaitRecord {
  /** The host. */
  readonly subject: string;
  readonly reason: string;
  readonly ms: number;
}

/** What was done for one request before it was given up. */
export interface Effort {
  readonly tries: number;
  readonly waitedMs: number;
}

/** ` (after 3 tries and 2 s of waiting)`, empty where one try was all. */
export function triedText({ tries, waitedMs }: Effort): string {
  if (tries < 2) return "";
  return ` (after ${tries} tries and ${Math.round(waitedMs / 1000)} s of waiting)`;
}

/** The error of what was tried in vain, which says so. */
export function givenUp({ code, message, hint, details }: BpError, effort: Effort): BpError {
  return new BpError(code, `${message}${triedText(effort)}`, {
    ...(hint === undefined ? {} : { hint }),
    details,
  });
}

interface PatienceOptions {
  readonly policy: RetryPolicy;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly onWait: ((record: WaitRecord) => void) | undefined;
}

export interface WaitPlace {
  readonly host: string;
  readonly gate: Gate;
  readonly signal: AbortSignal | undefined;
}

/** Knows how long and how often a run waits, and tells what it waits for. */
export class Patience {
  readonly #options: PatienceOptions;
  readonly #budget: Budget;

  constructor(options: PatienceOptions) {
    this.#options = options;
    this.#budget = new Budget(options.policy.budgetMs, options.now);
  }

  /** What one request waits with. */
  begin(place: WaitPlace): Trial {
    return new Trial(place, this.#options, this.#budget);
  }
}

/** The tries of one request. */
export class Trial {
  readonly #place: WaitPlace;
  readonly #options: PatienceOptions;
  readonly #budget: Budget;
  /** Tries that count, and all. */
  #counted = 0;
  #tries = 0;
  #waitedMs = 0;

  constructor(place: WaitPlace, options: PatienceOptions, budget: Budget) {
    this.#place = place;
    this.#options = options;
    this.#budget = budget;
  }

  get effort(): Effort {
    return { tries: this.#tries, waitedMs: this.#waitedMs };
  }

  /** What was sent so far was not in vain: the tries are counted anew. */
  advanced(): void {
    this.#counted = 0;
  }

  /**
   * Waits as the setback asks; false where enough was tried, or the wait would be over the budget.
   * @throws BpError INTERRUPTED
   */
  async again(setback: Setback): Promise<boolean> {
    const { policy, random } = this.#options;
    const asked = setback.askedMs ?? 0;
    this.#tries += 1;
    this.#counted += asked > 0 ? 0 : 1;
    if (this.#counted >= policy.tries) return false;
    const ms = waitMs(policy, Math.max(1, this.#counted), setback.askedMs, random());
    if (!this.#budget.grant(ms)) return false;
    this.#waitedMs += ms;
    await this.#wait(setback, ms);
    return true;
  }

  async #wait({ reason, limited }: Setback, ms: number): Promise<void> {
    const { host, gate, signal } = this.#place;
    // Who is turned away while everybody waits already says nothing new.
    if (!gate.closed) this.#options.onWait?.({ subject: host, reason, ms });
    const wait = this.#options.sleep(ms, signal);
    if (limited) gate.close(wait);
    try {
      await wait;
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
    if (signal?.aborted === true)
      throw new BpError("INTERRUPTED", `interrupted while waiting for ${host}`);
  }
}
