import { readPacked } from "../chart/index.ts";
import type { Tree } from "../model/tree.ts";
import type { Workspace } from "../model/workspace.ts";
import { loadWorkspace } from "../workspace/index.ts";
import type { Config } from "./config.ts";

/** The workspace of a tree under its configuration. */
export function load(tree: Tree, config: Config): Promise<Workspace> {
  return loadWorkspace(tree, { roots: config.roots, kits: config.kits, readPacked });
}
