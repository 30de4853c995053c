import { cp, copyFile, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { GoPeer } from "./peers.ts";
import type { Outcome } from "./process.ts";
import { mustRun } from "./process.ts";

/** Runs `go` with these arguments, in that folder. */
type Go = (args: readonly string[], cwd: string) => Promise<Outcome>;

interface InsidePeer extends GoPeer {
  readonly inside: string;
}

interface Download {
  readonly Dir: string;
}

interface ModuleFile {
  readonly Replace?:
    | readonly {
        readonly Old: { readonly Path: string };
        readonly New: { readonly Path: string };
      }[]
    | null;
}

const PROGRAMS = resolve(import.meta.dirname, "../go");

/**
 * Builds a program of ours as a package of the peer's module, in a copy of it. What the module replaces by a folder
 * beside it is not in the module that the proxy gives: there it is a module of its own.
 * @param flags of `go build`, the output included
 */
export async function buildInside(
  peer: InsidePeer,
  {
    go,
    work,
    flags,
  }: { readonly go: Go; readonly work: string; readonly flags: readonly string[] },
): Promise<Outcome> {
  const found = await go(["mod", "download", "-json", `${peer.module}@v${peer.version}`], work);
  if (found.code !== 0) return found;
  const module = join(work, "module");
  await cp((JSON.parse(found.stdout) as Download).Dir, module, { recursive: true });
  // The cache of modules cannot be written, and so its copy cannot either.
  await mustRun("chmod", ["-R", "u+w", module]);
  const folder = join(module, peer.package);
  await mkdir(folder, { recursive: true });
  await copyFile(join(PROGRAMS, peer.inside), join(folder, "main.go"));
  const read = await go(["mod", "edit", "-json"], module);
  if (read.code !== 0) return read;
  for (const { Old, New } of (JSON.parse(read.stdout) as ModuleFile).Replace ?? []) {
    if (!New.Path.startsWith(".")) continue;
    const edited = await go(["mod", "edit", `-dropreplace=${Old.Path}`], module);
    if (edited.code !== 0) return edited;
  }
  return go(["build", "-mod=mod", ...flags, `./${peer.package}`], module);
}
