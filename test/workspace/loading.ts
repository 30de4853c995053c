import type { Workspace } from "../../src/model/workspace.ts";
import type { LoadOptions } from "../../src/workspace/index.ts";
import { diskTree, loadWorkspace } from "../../src/workspace/index.ts";
import { scratch } from "./scratch.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Loads a workspace of these files. */
export async function load(files: Files, options: Partial<LoadOptions> = {}): Promise<Workspace> {
  return loadIn(scratch(files), options);
}

export async function loadIn(root: string, options: Partial<LoadOptions> = {}): Promise<Workspace> {
  return loadWorkspace(diskTree(root), { roots: ["platform", "products"], ...options });
}

/** A line for each finding. */
export function faults({ findings }: Workspace): readonly string[] {
  return findings.map(
    ({ ruleId, severity, file, line, message, blueprint }) =>
      `${file}:${line} ${ruleId} ${severity} ${blueprint ?? "-"} ${message}`,
  );
}
