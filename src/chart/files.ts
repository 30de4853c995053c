import type { ArchiveEntry } from "../archive/index.ts";
import { entryOf, fileEntries, Walk } from "../archive/index.ts";
import { BpError } from "../model/error.ts";
import { joinPath } from "../model/join-path.ts";
import type { Tree } from "../model/tree.ts";
import { decodeText } from "../yaml/index.ts";
import { entryWithoutMark, withoutMark } from "./byte-order-mark.ts";
import type { IgnoreRules } from "./ignore.ts";
import { isIgnored, parseIgnore } from "./ignore.ts";

const ignoreFile = ".helmignore";
const ignoreLimit = 1024 * 1024;

/**
 * The files of a chart's folder that Helm would package, in its order, byte order marks taken off; sizes are checked
 * before anything but .helmignore is read. Symbolic links are followed inside the folder (helm internal/sympath).
 * @throws BpError LIMIT naming file and limit, OUTSIDE_ROOT naming link and target, MATERIAL for what Helm would refuse
 */
export async function chartFiles(tree: Tree, folder: string): Promise<readonly ArchiveEntry[]> {
  const rules = await ignoreRules(tree, folder);
  const walk = new Walk(tree, folder, {
    what: "the chart",
    place: "the chart's folder",
    limit: "Helm's limit",
    ignoreFile,
    isIgnored: (path, isFolder) => isIgnored(rules, path, isFolder),
  });
  await walk.start();
  return unmarked(await fileEntries(tree, folder, walk.files));
}

async function ignoreRules(tree: Tree, folder: string): Promise<IgnoreRules> {
  const file = joinPath(folder, ignoreFile);
  const stat = await tree.stat(file);
  if (stat?.kind !== "file") return parseIgnore("", file);
  const text = decodeText(await tree.read(file, ignoreLimit));
  if (text === undefined) throw new BpError("MATERIAL", `${file} is not UTF-8`);
  return parseIgnore(text, file);
}

/** Held files are freed of their marks at once, the others as they are read. */
async function unmarked(entries: readonly ArchiveEntry[]): Promise<readonly ArchiveEntry[]> {
  const freed: ArchiveEntry[] = [];
  for (const entry of entries)
    freed.push(
      entry.bytes === undefined
        ? await entryWithoutMark(entry)
        : entryOf(entry.path, withoutMark(entry.bytes)),
    );
  return freed;
}
