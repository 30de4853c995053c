import { appendFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Journal, JournalEntries, JournalHead } from "../app/publish/journal.ts";
import { doneLine, endLine, headLine, readJournal } from "../app/publish/journal.ts";
import { BpError } from "../model/error.ts";
import type { Context } from "./context.ts";
import { keyStore } from "./key-store.ts";
import { readText } from "./read-text.ts";

const name = ".bp/publish.ndjson";
const limit = 1024 * 1024;

type Setting = Pick<Context, "root" | "environment" | "ports">;

/** What the last publish of this workspace left behind. @throws BpError USAGE where it ended, UNREADABLE */
export async function lastJournal({ root }: Setting): Promise<JournalEntries> {
  let text: string;
  try {
    text = await readText(join(root, name), limit);
  } catch (error) {
    if (error instanceof BpError) throw error;
    throw new BpError(
      "USAGE",
      "there is no publish to resume: the last one ended, or there was none",
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
  done: JournalEntries["done"],
  { root, environment, ports }: Setting,
): Promise<KeptJournal> {
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
