import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve, sep } from "node:path";

/** Where programs are looked for. */
export interface ProgramSearch {
  /** What paths are relative to. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Whether it is a path, and not a name on PATH. */
export function isPath(name: string): boolean {
  return name.includes("/") || name.includes(sep);
}

/** A program by its path below the folder, or by its name on PATH; undefined where it is not there. */
export function locate(name: string, { folder, environment }: ProgramSearch): string | undefined {
  if (isPath(name)) return [resolve(folder, name)].find(isProgram);
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((one) => one !== "");
  const endings = process.platform === "win32" ? [".exe", ""] : [""];
  const candidates = folders.flatMap((one) => endings.map((end) => join(one, name + end)));
  return candidates.find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
