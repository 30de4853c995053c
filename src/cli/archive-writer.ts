import { join, resolve } from "node:path";

import type { ArchivePorts } from "../app/package.ts";
import { writeWhole } from "./write-whole.ts";

/** Where archives go: plain data, for a thread of its own too. */
export interface ArchiveFolder {
  /** Absolute. */
  readonly cwd: string;
  /** As the user wrote it: absolute, or relative to `cwd`. */
  readonly out: string;
}

/** Writes each archive whole, and gives its path as the user would write it. */
export function archiveWriter({ cwd, out }: ArchiveFolder): ArchivePorts["write"] {
  return async (fileName, content) => {
    const path = join(out, fileName);
    await writeWhole(resolve(cwd, path), content, path);
    return path;
  };
}
