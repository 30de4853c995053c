import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where what can be made again is kept between runs: `$XDG_CACHE_HOME/bp`, else `~/.cache/bp`, on Windows
 * `%LOCALAPPDATA%\bp\cache`; undefined for a user without a home: none is made. A relative XDG_CACHE_HOME counts as unset (XDG Base
 * Directory Specification).
 */
export function cacheFolder(environment: Environment): string | undefined {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local, HOME: home } = environment;
  if (isFolder(xdg)) return join(xdg, "bp");
  if (isFolder(local)) return join(local, "bp", "cache");
  return isFolder(home) && existsSync(home) ? join(home, ".cache", "bp") : undefined;
}

function isFolder(path: string | undefined): path is string {
  return path !== undefined && isAbsolute(path);
}
