import { mkdtempSync } from "node:fs";
import { cp, mkdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { REPOSITORY } from "./peers.ts";

/** A folder for one test file, with a home of its own so that no program reads the user's. */
export interface Scratch {
  readonly folder: string;
  /** Environment for the peers: an empty home, empty key passwords, no tokens, no caches. */
  readonly env: NodeJS.ProcessEnv;
  path(...parts: string[]): string;
  remove(): Promise<void>;
}

export function makeScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), "bp-interop-"));
  const home = join(folder, "home");
  return {
    folder,
    env: {
      PATH: process.env["PATH"],
      HOME: home,
      XDG_CACHE_HOME: join(home, "cache"),
      COSIGN_PASSWORD: "",
    },
    path: (...parts) => join(folder, ...parts),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Copies the Blueprints of this repository to `<scratch>/<name>`, a workspace of its own. */
export async function copyWorkspace(scratch: Scratch, name: string): Promise<string> {
  const target = scratch.path(name);
  await mkdir(target, { recursive: true });
  for (const part of ["products", "platform", "bp.config.yaml"]) {
    const source = join(REPOSITORY, part);
    if (await stat(source).catch(() => undefined)) {
      await cp(source, join(target, part), { recursive: true, dereference: false });
    }
  }
  return target;
}
