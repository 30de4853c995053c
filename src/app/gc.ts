import { join } from "node:path";

import { BpError } from "../model/error.ts";
import { exitCodeOf } from "../model/exit-code.ts";
import type { Ports } from "../model/ports.ts";
import type { Report } from "../model/report.ts";
import { worstExitCode } from "../model/report.ts";
import type { CollectOptions } from "../oci/index.ts";
import { findLayouts, layoutStore } from "../oci/index.ts";

export interface GcInput extends Required<Pick<CollectOptions, "untagged" | "dryRun">> {
  /** A folder of layouts, or one. */
  readonly folder: string;
  /** Milliseconds: what was written or used since stays. */
  readonly olderThanMs: number;
}

/** One repository, and what went. */
export interface CleanedRepository {
  /** Its path below the folder, `.` for the folder itself. */
  readonly name: string;
  readonly manifests: number;
  readonly blobs: number;
  /** In bytes, of both. */
  readonly bytes: number;
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string };
}

export interface GcReport extends Report {
  readonly dryRun: boolean;
  readonly repositories: readonly CleanedRepository[];
  readonly summary: {
    readonly manifests: number;
    readonly blobs: number;
    readonly bytes: number;
  };
}

/**
 * Removes what nothing leads to from every layout of a folder, while others may write there. A damaged layout is left
 * as it is, and told.
 * @throws BpError EMPTY_SELECTION where there is no layout
 */
export async function gc(input: GcInput, ports: Pick<Ports, "now">): Promise<GcReport> {
  const names = await findLayouts(input.folder);
  if (names.length === 0) {
    throw new BpError("EMPTY_SELECTION", `${input.folder} holds no OCI layout`, {
      hint: "give the folder that `bp publish --to oci-layout:DIR` or `bp serve DIR` writes to",
    });
  }
  const repositories: CleanedRepository[] = [];
  const codes: number[] = [];
  for (const name of names) {
    const { repository, exitCode } = await clean(name, input, ports);
    repositories.push(repository);
    codes.push(exitCode);
  }
  const exitCode = worstExitCode(codes);
  const total = (of: (one: CleanedRepository) => number): number =>
    repositories.reduce((sum, one) => sum + of(one), 0);
  return {
    schemaVersion: 1,
    command: "gc",
    ok: exitCode === 0,
    exitCode,
    findings: [],
    dryRun: input.dryRun,
    repositories,
    summary: {
      manifests: total(({ manifests }) => manifests),
      blobs: total(({ blobs }) => blobs),
      bytes: total(({ bytes }) => bytes),
    },
  };
}

async function clean(
  path: string,
  { folder, untagged, dryRun, olderThanMs }: GcInput,
  { now }: Pick<Ports, "now">,
): Promise<{ readonly repository: CleanedRepository; readonly exitCode: number }> {
  const name = path === "" ? "." : path;
  const before = new Date(now().getTime() - olderThanMs);
  try {
    const layout = layoutStore(join(folder, path), { root: folder });
    const { manifests, blobs, size } = await layout.collect({ before, untagged, dryRun });
    const counts = { manifests: manifests.length, blobs: blobs.length, bytes: size };
    return { repository: { name, ...counts }, exitCode: 0 };
  } catch (error) {
    if (!(error instanceof BpError)) throw error;
    const { code, message, hint } = error;
    const told = { code, message, ...(hint === undefined ? {} : { hint }) };
    const repository = { name, manifests: 0, blobs: 0, bytes: 0, error: told };
    // A damaged layout is a fault of what lies there, not of the command line.
    return { repository, exitCode: code === "UNREADABLE" ? 1 : exitCodeOf(error) };
  }
}
