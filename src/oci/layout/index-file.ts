import type { BigIntStats } from "node:fs";
import { readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { BpError } from "../../model/error.ts";
import { ifThere, realWithin } from "./folder.ts";
import type { LayoutIndex } from "./index-json.ts";
import { emptyIndex, formatIndex, parseIndex } from "./index-json.ts";
import { withLock } from "./lock.ts";
import { createTemporary } from "./temporary.ts";

/** The most bytes that an `index.json` may have: some 100,000 entries. */
export const indexLimit: number = 32 * 1024 * 1024;

/** Makes the next index of the present one, or throws and leaves it as it is. */
type Change = (index: LayoutIndex) => LayoutIndex | Promise<LayoutIndex>;

interface Waiting {
  readonly change: Change;
  readonly after: () => Promise<void>;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * The `index.json` of one layout. It is read again only when the file is another one, and changes that come while a
 * write is under way share the next write.
 */
export class IndexFile {
  readonly #folder: string;
  readonly #root: string;
  #known: { readonly mark: string; readonly index: LayoutIndex } | undefined;
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(folder: string, root: string) {
    this.#folder = folder;
    this.#root = root;
  }

  /** Undefined where there is no such file. @throws BpError UNREADABLE, LIMIT, OUTSIDE_ROOT */
  async read(): Promise<LayoutIndex | undefined> {
    const file = join(this.#folder, "index.json");
    const facts = await ifThere(stat(file, { bigint: true }));
    if (facts === undefined) return undefined;
    const mark = markOf(facts);
    if (this.#known?.mark === mark) return this.#known.index;
    const index = parseIndex(await readBounded(this.#root, file, facts), file);
    this.#known = { mark, index };
    return index;
  }

  /**
   * Applies the change to the newest index and returns when others see it; with a tag in it, when it is on the disk.
   * No other program changes the index between the change and the end of `after`.
   */
  change(change: Change, after: () => Promise<void> = async () => undefined): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ change, after, done, failed });
      if (!this.#writing) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const told = await withLock(this.#folder, (isOurs) => this.#apply(batch, isOurs));
        for (const tell of told) tell();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#writing = false;
  }

  /** What is to be told, once the lock is given back. */
  async #apply(
    batch: readonly Waiting[],
    isOurs: () => Promise<boolean>,
  ): Promise<readonly (() => void)[]> {
    const before = (await this.read()) ?? emptyIndex;
    const told: (() => void)[] = [];
    const applied: Waiting[] = [];
    let after = before;
    for (const waiting of batch) {
      try {
        after = await waiting.change(after);
        applied.push(waiting);
      } catch (error) {
        told.push(() => waiting.failed(error));
      }
    }
    if (after !== before) await this.#write(after, isOurs);
    for (const { after: end, done, failed } of applied) {
      try {
        await end();
        told.push(done);
      } catch (error) {
        told.push(() => failed(error));
      }
    }
    return told;
  }

  async #write(index: LayoutIndex, isOurs: () => Promise<boolean>): Promise<void> {
    const file = join(this.#folder, "index.json");
    const temporary = await createTemporary(this.#folder);
    try {
      await temporary.file.writeFile(formatIndex(index));
      if (namesTags(index)) await temporary.file.sync();
      const mark = markOf(await temporary.file.stat({ bigint: true }));
      await temporary.file.close();
      if (!(await isOurs())) throw lockLost(this.#folder);
      await rename(temporary.path, file);
      this.#known = { mark, index };
    } catch (error) {
      await temporary.file.close().catch(() => undefined);
      await rm(temporary.path, { force: true });
      throw error;
    }
  }
}

/** An index without tags is nothing that anybody relies on yet: a loss of power may take it. */
function namesTags(index: LayoutIndex): boolean {
  return index.entries.some(({ tag }) => tag !== undefined);
}

/** A rename gives the file another inode; a write in place another time or size. */
function markOf(facts: BigIntStats): string {
  return `${facts.ino} ${facts.size} ${facts.mtimeNs}`;
}

async function readBounded(root: string, file: string, facts: BigIntStats): Promise<Uint8Array> {
  await realWithin(root, file);
  if (facts.size > indexLimit) {
    throw new BpError("LIMIT", `${file} has ${facts.size} bytes, over ${indexLimit}`, {
      hint: "split the repository, or remove versions that nobody needs",
      details: { file, limit: indexLimit },
    });
  }
  return readFile(file);
}

function lockLost(folder: string): BpError {
  return new BpError("UNREADABLE", `another program took over ${folder} while this one slept`, {
    hint: "run the command again",
    details: { folder },
  });
}
