import { BpError } from "../../model/error.ts";
import { systemCode } from "./folder.ts";

const remedies: Readonly<Record<string, string>> = {
  EACCES: "give this user the right to read and write there",
  EPERM: "give this user the right to read and write there",
  EROFS: "the file system is read-only: choose another folder",
  ENOSPC: "the disk is full: make room and run the command again",
  EDQUOT: "the quota is used up: make room and run the command again",
  EMFILE: "too many files are open: raise the limit with `ulimit -n`",
  ENAMETOOLONG: "the path is too long: choose a folder nearer to the root",
  ENOTDIR: "a file stands where a folder is needed: move it away",
  EISDIR: "a folder stands where a file is needed: move it away",
  ELOOP: "the path is a circle of links: replace them",
  EIO: "the disk is failing",
};

/** Runs an operation on a layout. @throws BpError UNREADABLE where the disk refuses */
export async function onDisk<T>(folder: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const code = systemCode(error) ?? "";
    const hint = remedies[code];
    if (hint === undefined || error instanceof BpError) throw error;
    throw new BpError("UNREADABLE", `cannot work in ${folder}: ${code}`, {
      hint,
      cause: error,
      details: { folder, code },
    });
  }
}
