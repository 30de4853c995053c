import { readPacked } from "../chart/index.ts";
import type { Tree } from "../model/tree.ts";
import type { Workspace } from "../model/workspace.ts";
import type { LoadOptions } from "../workspace/index.ts";
import { loadWorkspace } from "../workspace/index.ts";
import type { Config } from "./config.ts";

/** What of the units is read, and with what memory, as LoadOptions of the workspace say. */
export type LoadDepth = Pick<LoadOptions, "contents" | "within" | "surroundings" | "parse">;

/** The workspace of a tree under its configuration; with `contents`, what rules look into besides. */
export function load(
  tree: Tree,
  { roots, kits, kit }: Config,
  depth: LoadDepth = {},
): Promise<Workspace> {
  return loadWorkspace(tree, {
    roots,
    kits,
    readPacked,
    ...depth,
    ...(kit.expected === undefined ? {} : { expectedGraph: kit.expected }),
    ...(kit.substitute === undefined ? {} : { substitute: kit.substitute }),
  });
}
