import { constants } from "node:fs";
import { access, stat, statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import type { FileFacts } from "../app/doctor/patient.ts";
import { BpError } from "../model/error.ts";
import { readText } from "./read-text.ts";

const textLimit = 4 * 1024 * 1024;

/** Facts about files; relative paths lie below the folder. */
export function fileFacts(folder: string): FileFacts {
  return {
    async whyNotWritable(path) {
      try {
        await access(await nearestThatIs(resolve(folder, path)), constants.W_OK);
        return undefined;
      } catch (error) {
        return codeOf(error);
      }
    },
    async free(path) {
      try {
        const { bavail, bsize } = await statfs(await nearestThatIs(resolve(folder, path)));
        return bavail * bsize;
      } catch {
        return undefined;
      }
    },
    async text(path) {
      try {
        return await readText(resolve(folder, path), textLimit);
      } catch (error) {
        if (error instanceof BpError) throw error;
        if (codeOf(error) === "ENOENT") return undefined;
        throw new BpError("UNREADABLE", `cannot read ${path}: ${codeOf(error)}`);
      }
    },
  };
}

/** The path, or the nearest folder above it that is there. */
async function nearestThatIs(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    return nearestThatIs(dirname(path));
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
