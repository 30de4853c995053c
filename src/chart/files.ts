import type { ArchiveEntry, FoundFile } from "../archive/index.ts";
import { chartLimits, entryOf, Walk } from "../archive/index.ts";
import { BpError } from "../model/error.ts";
import { joinPath } from "../model/join-path.ts";
import type { Tree } from "../model/tree.ts";
import { decodeText } from "../yaml/index.ts";
import { entryWithoutMark, withoutMark } from "./byte-order-mark.ts";
import type { IgnoreRules } from "./ignore.ts";
import { isIgnored, parseIgnore } from "./ignore.ts";

const ignoreFile = ".helmignore";
const ignoreLimit = 1024 * 1024;
/** Files up to this size are read once, as long as all of them together stay small. */
const smallFile = 64 * 1024;
const heldLimit = 2 * 1024 * 1024;

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
  return entriesOf(tree, folder, walk.files);
}

async function ignoreRules(tree: Tree, folder: string): Promise<IgnoreRules> {
  const file = joinPath(folder, ignoreFile);
  const stat = await tree.stat(file);
  if (stat?.kind !== "file") return parseIgnore("", file);
  const text = decodeText(await tree.read(file, ignoreLimit));
  if (text === undefined) throw new BpError("MATERIAL", `${file} is not UTF-8`);
  return parseIgnore(text, file);
}

async function entriesOf(
  tree: Tree,
  folder: string,
  files: readonly FoundFile[],
): Promise<readonly ArchiveEntry[]> {
  const entries: ArchiveEntry[] = [];
  let held = 0;
  for (const { path, size } of files) {
    const full = joinPath(folder, path);
    if (size <= smallFile && held + size <= heldLimit) {
      held += size;
      entries.push(entryOf(path, withoutMark(await tree.read(full, chartLimits.file))));
    } else {
      entries.push(await entryWithoutMark({ path, size, open: () => tree.open(full, size) }));
    }
  }
  return entries;
}
