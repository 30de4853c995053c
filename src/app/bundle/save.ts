import { join } from "node:path";

import type { Bytes } from "../../model/ports.ts";
import type { Target } from "../../model/reference.ts";
import { worstExitCode } from "../../model/report.ts";
import { findLayouts, layoutStore } from "../../oci/index.ts";
import { openArchive } from "../layouts/archive.ts";
import { openFolder } from "../layouts/layouts.ts";
import { packLayouts } from "../layouts/pack.ts";
import type { MirrorInput, MirrorPorts } from "../mirror/mirror.ts";
import { mirror } from "../mirror/mirror.ts";
import type { Placed } from "../mirror/placement.ts";
import { place } from "../mirror/placement.ts";
import type { MirrorReport } from "../mirror/report.ts";
import { checkContent, contentOfBundle } from "./check.ts";
import type { BundledArtifact, BundleReport } from "./report.ts";
import { rootsOf } from "./roots.ts";

export interface SaveInput extends Pick<MirrorInput, "set" | "concurrency" | "interrupted"> {
  /** Our own registries: their prefixes fall away. */
  readonly own: readonly Target[];
  /** As the user wrote it. */
  readonly archive: string;
  /** Where layouts are gathered: the bundle itself, or what is packed in the end. */
  readonly folder: string;
  /** The archive's path; undefined for a folder. */
  readonly tar: string | undefined;
  readonly dryRun: boolean;
}

export interface SavePorts extends Omit<MirrorPorts, "store"> {
  /** Writes a file whole. */
  readonly write: (path: string, bytes: Bytes) => Promise<void>;
  /** Removes a folder with all that is in it. */
  readonly remove: (folder: string) => Promise<void>;
}

/** From then on, everything is old. */
const future = new Date(8.64e15);

/**
 * Gathers the set as OCI layouts, packs them where a tar is asked for, and reads all of it back. What was gathered stays
 * where a fault keeps it from being whole: the same command goes on there.
 */
export async function saveBundle(input: SaveInput, ports: SavePorts): Promise<BundleReport> {
  const { set, own, archive, folder, dryRun, concurrency, interrupted } = input;
  const to: Target = { kind: "layout", folder: archive, path: "" };
  const placed = place(set.wanted, own, to);
  const mode = dryRun ? "plan" : "copy";
  const gathered = await mirror(
    { set, placed, to, mode, concurrency, interrupted },
    { ...ports, store: (target) => layoutStore(join(folder, target.path), { root: folder }) },
  );
  if (dryRun || !isWhole(gathered))
    return reportOf(gathered, archive, { checked: [], exitCode: 0 });
  if (input.tar === undefined) return reportOf(gathered, archive, await checked(input, ports));
  await prune(folder, placed);
  ports.emit({ kind: "step", subject: archive, step: "packing" });
  await ports.write(input.tar, packLayouts(folder));
  ports.emit({ kind: "done", subject: archive, status: "packed" });
  const found = await checked(input, ports);
  if (found.exitCode === 0) await ports.remove(folder);
  return reportOf(gathered, archive, found);
}

interface Found {
  readonly checked: readonly BundledArtifact[];
  readonly exitCode: number;
}

/** Lacks are told as findings; a fault may be gone the next time. */
function isWhole({ artifacts, exitCode }: MirrorReport): boolean {
  const left = artifacts.some(({ status }) => status === "failed" || status === "conflict");
  return !left && exitCode !== 130;
}

async function checked({ tar, folder, archive }: SaveInput, ports: SavePorts): Promise<Found> {
  const layouts = tar === undefined ? await openFolder(folder) : await openArchive(tar);
  try {
    const content = await contentOfBundle(layouts, archive);
    const { artifacts, exitCode } = await checkContent(layouts, content, ports);
    return { checked: artifacts, exitCode };
  } finally {
    await layouts.close();
  }
}

/** What an earlier run gathered for another set does not come along. */
async function prune(folder: string, placed: readonly Placed[]): Promise<void> {
  for (const path of await findLayouts(folder)) {
    const here = placed.map(({ to }) => to).filter(({ target }) => target.path === path);
    const tags = new Set(here.map(({ tag }) => tag));
    const keep = new Set(here.flatMap(({ digest }) => digest ?? []));
    const layout = layoutStore(join(folder, path), { root: folder });
    for (const { tag } of await rootsOf(layout))
      if (tag !== undefined && !tags.has(tag)) await layout.remove(tag);
    await layout.collect({ before: future, untagged: true, keep });
  }
}

function reportOf(gathered: MirrorReport, archive: string, found: Found): BundleReport {
  const exitCode = worstExitCode([gathered.exitCode, found.exitCode]);
  const { checked: artifacts } = found;
  return {
    ...gathered,
    command: "bundle save",
    ok: exitCode === 0,
    exitCode,
    archive,
    checked: artifacts,
  };
}
