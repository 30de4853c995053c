import { Worker } from "node:worker_threads";

import type { ArchiveRequest, MadeArchive } from "../app/package.ts";
import type { PackAnswer, PackOrder, PackSettings } from "./pack-message.ts";
import { madeOf } from "./pack-message.ts";

interface Waiting {
  readonly resolve: (answer: PackAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that makes archives, and what it was asked and has not answered. */
export class PackThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #fault: unknown;

  constructor(program: string, settings: PackSettings) {
    this.#worker = new Worker(program, { workerData: settings });
    this.#worker.on("message", (answer: PackAnswer) => {
      this.#waiting.get(answer.id)?.resolve(answer);
      this.#waiting.delete(answer.id);
    });
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("a thread that makes archives ended")));
  }

  /** How many orders are not answered yet. */
  get load(): number {
    return this.#waiting.size;
  }

  /** @throws BpError as packageUnit; Error where the thread is broken */
  async make(request: ArchiveRequest): Promise<MadeArchive> {
    if (this.#fault !== undefined) throw this.#fault;
    this.#last += 1;
    const order: PackOrder = { id: this.#last, request };
    return madeOf(
      await new Promise<PackAnswer>((resolve, reject) => {
        this.#waiting.set(order.id, { resolve, reject });
        this.#worker.postMessage(order);
      }),
    );
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#fault ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#fault);
    this.#waiting.clear();
  }
}
