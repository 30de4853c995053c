import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { changeFallback } from "./fallback.ts";
import { linkReferrers } from "./referrers.ts";
import type { Repository } from "./repository.ts";

/** Milliseconds: longer than another writer has between reading a fallback index and writing it. */
const settleMs = 500;
/** How often it is looked again after another writer had undone something. */
const rounds = 10;

interface Link {
  readonly subject: Descriptor;
  readonly entries: readonly Descriptor[];
}

/** The referrers that this run has linked in a repository, for as long as others may undo that. */
export class LinkedReferrers {
  readonly #repository: Repository;
  readonly #links = new Map<Digest, Link>();
  #last: Promise<void> = Promise.resolve();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  /** One after the other: two writes of a fallback index by one program need not race. */
  link(
    subject: Descriptor,
    referrers: readonly Descriptor[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const linked = this.#last.then(() => this.#link(subject, referrers, signal));
    this.#last = linked.catch(() => undefined);
    return linked;
  }

  /**
   * Looks once more at the fallback indexes that were written, late enough for those to have written who read them
   * before us, and mends what is lost: where a registry knows no condition for a write, nothing else can tell.
   */
  async settle(signal: AbortSignal | undefined): Promise<void> {
    for (let round = 0; round < rounds && this.#links.size > 0; round += 1) {
      const ms = Math.round(settleMs * (1 + this.#repository.client.random()));
      await this.#repository.pause(ms, "other writers of the list of referrers", signal);
      for (const [digest, { subject, entries }] of this.#links) {
        const change = { add: entries, drop: [] };
        const writes = await changeFallback(this.#repository, subject, change, signal);
        if (writes === 0) this.#links.delete(digest);
      }
    }
  }

  async #link(
    subject: Descriptor,
    referrers: readonly Descriptor[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const written = await linkReferrers(this.#repository, subject, referrers, signal);
    if (written === undefined) return;
    const before = this.#links.get(subject.digest)?.entries ?? [];
    this.#links.set(subject.digest, { subject, entries: [...before, ...written] });
  }
}
