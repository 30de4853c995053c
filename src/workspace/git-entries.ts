import { BpError } from "../model/error.ts";
import type { EntryKind } from "../model/tree.ts";

/** A file, link or submodule of a revision. */
export interface GitEntry {
  readonly kind: EntryKind;
  readonly object: string;
}

const entryLimit = 1_000_000;

const kinds: ReadonlyMap<string, EntryKind> = new Map([
  ["100644", "file"],
  ["100755", "file"],
  ["100664", "file"],
  ["120000", "link"],
]);

/** The entries of `git ls-tree -r -z`: `<mode> <type> <object>\t<path>`. @throws BpError LIMIT */
export function treeEntries(output: string): ReadonlyMap<string, GitEntry> {
  return entriesOf(output, (head) => [head[0], head[2]]);
}

/** The entries of `git ls-files --stage -z`: `<mode> <object> <stage>\t<path>`. @throws BpError LIMIT, MATERIAL */
export function indexEntries(output: string): ReadonlyMap<string, GitEntry> {
  return entriesOf(output, (head, path) => {
    if (head[2] === "0") return [head[0], head[1]];
    throw new BpError("MATERIAL", `${path} is in conflict in the index`, {
      hint: "resolve the conflict and stage the file",
    });
  });
}

function entriesOf(
  output: string,
  read: (head: readonly string[], path: string) => readonly (string | undefined)[],
): ReadonlyMap<string, GitEntry> {
  const records = output.split("\0").filter((record) => record !== "");
  if (records.length > entryLimit)
    throw new BpError("LIMIT", `the revision has more than ${entryLimit} files`);
  return new Map(
    records.map((record) => {
      const tab = record.indexOf("\t");
      const path = record.slice(tab + 1);
      const [mode = "", object = ""] = read(record.slice(0, tab).split(" "), path);
      return [path, { kind: kinds.get(mode) ?? "other", object }];
    }),
  );
}
