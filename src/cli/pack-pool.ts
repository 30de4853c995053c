import { setImmediate } from "node:timers/promises";

import type { MakeArchive, PackagePorts } from "../app/package.ts";
import type { PackSettings } from "./pack-message.ts";
import { PackThread } from "./pack-thread.ts";

export interface PackPool extends PackagePorts {
  close(): Promise<void>;
}

export interface PoolOptions extends PackSettings {
  /** The file that a thread runs, absolute. */
  readonly program: string;
  /** How many threads beside this one. */
  readonly threads: number;
  /** Makes an archive in this thread. */
  readonly here: MakeArchive;
}

/** A thread has the next order at hand when it is done with one, however busy this thread is. */
const ordersEach = 2;

/** Threads that make archives beside this one, which makes one where all others are busy. */
export function packPool(options: PoolOptions): PackPool {
  const { root, folder, program, here } = options;
  const threads = Array.from(
    { length: options.threads },
    () => new PackThread(program, { root, folder }),
  );
  return {
    atOnce: ordersEach * threads.length + 1,
    make: async (request) => {
      const idle = threads.reduce((least, one) => (one.load < least.load ? one : least));
      if (idle.load < ordersEach) return idle.make(request);
      // Making an archive waits for nothing: between two of them the answers of the others come in.
      await setImmediate();
      return here(request);
    },
    close: async () => void (await Promise.all(threads.map((thread) => thread.end()))),
  };
}
