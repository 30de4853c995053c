import type { Bytes } from "./ports.ts";

export type EntryKind = "file" | "folder" | "link" | "other";

export interface TreeEntry {
  /** The last component alone. */
  readonly name: string;
  readonly kind: EntryKind;
}

export interface TreeStat {
  /** What the path is once links are followed inside the root. */
  readonly kind: "file" | "folder" | "other";
  /** In bytes; 0 for folders. */
  readonly size: number;
}

/**
 * Files from a folder or from a git revision. Paths are relative to the tree's root, with `/`, without `.` or `..`;
 * the empty path is the root itself. No read ever leaves the root: a link that does is BpError OUTSIDE_ROOT.
 */
export interface Tree {
  /** Sorted by name, by code unit. @throws BpError UNREADABLE, OUTSIDE_ROOT */
  list(folder: string): Promise<readonly TreeEntry[]>;
  /** Follows links inside the root; undefined where nothing is there. @throws BpError OUTSIDE_ROOT */
  stat(path: string): Promise<TreeStat | undefined>;
  /** The whole file. @throws BpError LIMIT before reading where it is larger than `limit` bytes, UNREADABLE, OUTSIDE_ROOT */
  read(path: string, limit: number): Promise<Uint8Array>;
  /** The path with its links resolved, relative to the root: what tells a loop. @throws BpError OUTSIDE_ROOT */
  resolve(path: string): Promise<string>;
  /** The file as a stream that fails where its size is not `size` any more. @throws BpError UNREADABLE */
  open(path: string, size: number): Bytes;
}
