import { join } from "node:path";

import type { ParseMemory } from "../workspace/index.ts";
import { cacheFolder } from "./cache-folder.ts";

/** What former runs parsed, opened at the first question. */
export interface Memory {
  open(): Promise<ParseMemory | undefined>;
  /** Keeps what this run learnt, where it asked. */
  save(): Promise<void>;
}

/** The memory of the workspace in a folder; `open` gives undefined where the user has no place for one. */
export function memoryOf(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): Memory {
  const folder = cacheFolder(environment);
  let opened: Promise<ParseMemory | undefined> | undefined;
  return {
    open: () => (opened ??= folder === undefined ? Promise.resolve(undefined) : read(folder, root)),
    save: async () => (await opened)?.save(),
  };
}

async function read(folder: string, root: string): Promise<ParseMemory | undefined> {
  const { parseMemory } = await import("../workspace/index.ts");
  return parseMemory(join(folder, "yaml"), root);
}
