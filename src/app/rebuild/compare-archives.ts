import type { ArchiveList, ListedFile } from "../../archive/index.ts";
import type { Digest } from "../../model/digest.ts";
import type { RebuiltFile } from "./report.ts";

export interface PackedList extends ArchiveList {
  /** Of the archive as it is packed. */
  readonly digest: Digest;
}

/**
 * What two archives differ in, in the first one's order. Where every file is the same, what is left: the order of the
 * files, the headers before them, or how the whole is packed.
 * @param name what the archive is called
 */
export function compareArchives(
  published: PackedList,
  rebuilt: PackedList,
  name: string,
): readonly RebuiltFile[] {
  if (published.digest === rebuilt.digest) return [];
  const files = [...fileDifferences(published.files, rebuilt.files)];
  if (files.length > 0) return files;
  const moved = firstMoved(published.files, rebuilt.files);
  if (moved !== undefined) return [moved];
  const isSameTar = published.tar === rebuilt.tar;
  return [
    {
      path: name,
      kind: isSameTar ? "compression" : "header",
      published: isSameTar ? published.digest : published.tar,
      rebuilt: isSameTar ? rebuilt.digest : rebuilt.tar,
      detail: isSameTar ? "the tar inside is the same" : "the files inside are the same",
    },
  ];
}

function* fileDifferences(
  published: readonly ListedFile[],
  rebuilt: readonly ListedFile[],
): Generator<RebuiltFile> {
  const again = new Map(rebuilt.map((file) => [file.path, file]));
  for (const file of published) {
    const other = again.get(file.path);
    if (other === undefined) yield { ...ends(file, undefined), kind: "missing", detail: "" };
    else yield* fileDifference(file, other);
  }
  const before = new Set(published.map(({ path }) => path));
  for (const file of rebuilt)
    if (!before.has(file.path)) yield { ...ends(undefined, file), kind: "added", detail: "" };
}

function* fileDifference(file: ListedFile, other: ListedFile): Generator<RebuiltFile> {
  const both = ends(file, other);
  if (file.digest !== other.digest)
    yield { ...both, kind: "content", detail: `${file.size} bytes, ${other.size} bytes` };
  else if (file.mode !== other.mode)
    yield { ...both, kind: "mode", detail: `${octal(file.mode)}, ${octal(other.mode)}` };
  else if (file.mtime !== other.mtime)
    yield { ...both, kind: "time", detail: `${time(file.mtime)}, ${time(other.mtime)}` };
}

function firstMoved(
  published: readonly ListedFile[],
  rebuilt: readonly ListedFile[],
): RebuiltFile | undefined {
  const at = published.findIndex(({ path }, index) => path !== rebuilt[index]?.path);
  const file = published[at];
  if (file === undefined) return undefined;
  const there = rebuilt.findIndex(({ path }) => path === file.path);
  return { ...ends(file, rebuilt[there]), kind: "order", detail: `place ${at + 1}, ${there + 1}` };
}

function ends(
  file: ListedFile | undefined,
  other: ListedFile | undefined,
): Pick<RebuiltFile, "path" | "published" | "rebuilt"> {
  return {
    path: file?.path ?? other?.path ?? "",
    published: file?.digest ?? null,
    rebuilt: other?.digest ?? null,
  };
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}

/** A time that no calendar knows is shown as it is. */
function time(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} s` : date.toISOString();
}
