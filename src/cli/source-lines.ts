import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The lines of a file, undefined where it cannot be read. */
export type SourceLines = (file: string) => readonly string[] | undefined;

/** Reads files below a folder for code frames, at once: a few small files are there before a thread would have begun. */
export async function sourceLines(root: string, files: readonly string[]): Promise<SourceLines> {
  const lines = new Map<string, readonly string[]>();
  for (const file of new Set(files)) {
    try {
      lines.set(file, readFileSync(join(root, file), "utf8").split(/\r?\n/u));
    } catch {
      // A frame is a courtesy: without the file the finding stands by itself.
      continue;
    }
  }
  return (file) => lines.get(file);
}
