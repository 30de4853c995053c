import { BpError } from "../model/error.ts";

/** Joins parts of a tree path; empty parts and the empty path, which is the root, vanish. */
export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("/");
}

/** The last component. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A root as a user writes it, `./platform/`, as a tree path. */
export function treePath(written: string): string {
  return written
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

/** @throws BpError OUTSIDE_ROOT for a path that is absolute, climbs, or holds what no path may */
export function checkPath(path: string): void {
  if (path === "") return;
  const parts = path.split("/");
  const bad = parts.some((part) => part === "" || part === "." || part === "..");
  if (!bad && !path.includes("\0")) return;
  throw new BpError("OUTSIDE_ROOT", `${showPath(path)} is not a path below the workspace root`, {
    hint: "name the folder relative to the workspace root, without ..",
  });
}

/** A path for a message: control characters as escapes, not longer than a line. */
export function showPath(path: string): string {
  return path.slice(0, 300).replaceAll(/\p{Cc}/gu, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(2, "0");
    return `\\x${code}`;
  });
}

export function hasControlCharacter(name: string): boolean {
  return /\p{Cc}/u.test(name);
}
