import { sep } from "node:path";

/** A path of this system with `/`. */
export function slashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
