/** A file before and after. */
export interface FileChange {
  /** Relative to the root of what is patched. */
  readonly file: string;
  /** undefined: there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Three lines of context, as git and patch have it. */
const context = 3;

/**
 * A unified diff that `git apply` and `patch -p1` take; empty where nothing changes. Line ends are kept. The library is
 * loaded when it is needed.
 */
export async function unifiedDiff(changes: readonly FileChange[]): Promise<string> {
  const { FILE_HEADERS_ONLY, formatPatch, structuredPatch } = await import("diff");
  const patches = changes
    .filter(({ before, after }) => before !== after)
    .map(({ file, before, after }) => {
      const names = [before === undefined ? "/dev/null" : `a/${file}`, `b/${file}`] as const;
      const texts = [before ?? "", after] as const;
      const patch = structuredPatch(...names, ...texts, undefined, undefined, { context });
      return formatPatch(patch, FILE_HEADERS_ONLY);
    });
  return patches.join("");
}
