const drive = /^[a-zA-Z]:\//u;

/**
 * What is wrong with a path that an archive gives or shall get, undefined where it is fine: relative, no empty, `.` or
 * `..` component, no backslash, no NUL, no drive letter.
 */
export function pathFault(path: string): string | undefined {
  if (path === "") return "an empty name";
  if (path.startsWith("/")) return "an absolute path";
  if (drive.test(path)) return "a path with a drive letter";
  if (path.includes("\\")) return "a backslash in the name";
  if (path.includes("\0")) return "a NUL in the name";
  if (path.includes("\uFFFD") || !path.isWellFormed()) return "a name that is not UTF-8";
  const parts = path.split("/");
  if (parts.includes("..")) return "a path that climbs with ..";
  if (parts.includes("") || parts.includes(".")) return "an empty or . path component";
  return undefined;
}

/** An entry's path below the archive's one top folder. */
export interface PlacedPath {
  readonly top: string;
  readonly path: string;
}

/**
 * Takes the top folder off an entry's name as Helm's loader does: a name with a backslash is split at backslashes
 * (archives made on Windows), `.` components and doubled separators below the top fall away. Gives the reason where the
 * name is refused.
 */
export function placePath(name: string): PlacedPath | string {
  const separator = name.includes("\\") ? "\\" : "/";
  if (name.startsWith(separator) || drive.test(name.replaceAll("\\", "/")))
    return "an absolute path";
  const [top = "", ...below] = name.split(separator);
  const rest = below.filter((part) => part !== "." && part !== "");
  if (rest.length === 0) return "a file outside the top folder";
  if (top === ".") return "a path that starts with ./";
  if (top === "..") return "a path that climbs with ..";
  const path = rest.join("/");
  return pathFault(path) ?? { top, path };
}
