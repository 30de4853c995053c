import { appendFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Journal, JournalEntries, JournalHead } from "../app/publish/journal.ts";
import { doneLine, endLine, headLine, readJournal } from "../app/publish/journal.ts";
import type { Shard } from "../app/publish/shard.ts";
import { formatShard } from "../app/publish/shard.ts";
import { BpError } from "../model/error.ts";
import type { Context } from "./context.ts";
import { keyStore } from "./key-store.ts";
import { readText } from "./read-text.ts";

const limit = 1024 * 1024;

type Setting = Pick<Context, "root" | "environment" | "ports">;

/** Each shard has its own, so that several may run in one folder. */
function nameFor(shard: Shard | undefined): string {
  return shard === undefined
    ? ".bp/publish.ndjson"
    : `.bp/publish-${shard.index}-of-${shard.total}.ndjson`;
}

/** What the last publish of this workspace left behind. @throws BpError USAGE where it ended, UNREADABLE */
export async function lastJournal(
  shard: Shard | undefined,
  { root }: Setting,
): Promise<JournalEntries> {
  const name = nameFor(shard);
  let text: string;
  try {
    text = await readText(join(root, name), limit);
  } catch (error) {
    if (error instanceof BpError) throw error;
    throw new BpError(
      "USAGE",
      `there is no publish to resume${shard === undefined ? "" : ` of shard ${formatShard(shard)}`}: the last one ended, or there was none`,
      {
        hint: "name what to publish: what is there already is found by its digest",
      },
    );
  }
  return readJournal(text, name);
}

/** A journal that is kept while a run goes on, and taken away once all of it is done. */
export interface KeptJournal extends Journal {
  end(ok: boolean): Promise<void>;
}

/** Begins a journal. A folder that cannot be written has none: the run itself needs none. */
export async function keepJournal(
  head: JournalHead,
  { done, shard }: { readonly done: JournalEntries["done"]; readonly shard: Shard | undefined },
  { root, environment, ports }: Setting,
): Promise<KeptJournal> {
  const name = nameFor(shard);
  const file = join(root, name);
  const written = [...done].map(([folder, digest]) => doneLine(folder, digest));
  let isKept = await attempt(async () => {
    await keyStore(root, environment).create(".bp/.gitignore", "*\n", 0o644);
    await writeFile(file, [headLine(head), ...written].join(""));
  });
  if (!isKept)
    ports.emit({
      kind: "note",
      message: `${name} cannot be written: --resume will not know of this run`,
    });
  return {
    done,
    ended: async (report) => {
      const line = endLine(report);
      if (isKept && line !== undefined) isKept = await attempt(() => appendFile(file, line));
    },
    end: async (ok) => {
      if (isKept && ok) await attempt(() => rm(file, { force: true }));
    },
  };
}

async function attempt(action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch {
    return false;
  }
}
