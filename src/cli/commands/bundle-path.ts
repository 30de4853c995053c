import { existsSync } from "node:fs";
import { resolve } from "node:path";

import { openArchive } from "../../app/layouts/archive.ts";
import type { Layouts } from "../../app/layouts/layouts.ts";
import { openFolder } from "../../app/layouts/layouts.ts";
import { BpError } from "../../model/error.ts";

/** A bundle whose name ends in `.tar` is one, any other is a folder. */
export function isTar(archive: string): boolean {
  return archive.endsWith(".tar");
}

/** The layouts of a bundle that is there. @throws BpError USAGE where there is none, BAD_ARCHIVE, UNREADABLE */
export async function openBundle(archive: string, cwd: string): Promise<Layouts> {
  const path = resolve(cwd, archive);
  if (!existsSync(path)) {
    throw new BpError("USAGE", `there is no bundle ${archive}`, {
      hint: "`bp bundle save` makes one; a folder of OCI layouts is one too",
    });
  }
  return isTar(archive) ? openArchive(path) : openFolder(path);
}
