import { readPacked } from "../chart/index.ts";
import type { Tree } from "../model/tree.ts";
import type { Workspace } from "../model/workspace.ts";
import { loadWorkspace } from "../workspace/index.ts";
import type { Config } from "./config.ts";

/** The workspace of a tree under its configuration; with `contents`, what rules look into besides. */
export function load(
  tree: Tree,
  { roots, kits, kit }: Config,
  { contents = false }: { readonly contents?: boolean } = {},
): Promise<Workspace> {
  return loadWorkspace(tree, {
    roots,
    kits,
    readPacked,
    contents,
    ...(kit.expected === undefined ? {} : { expectedGraph: kit.expected }),
  });
}
