import { expectedFile } from "../../kit/index.ts";
import type { Kit } from "../../model/kit.ts";
import type { DraftTree } from "../../workspace/index.ts";
import { fileLimit } from "../../workspace/index.ts";
import type { Config } from "../config.ts";
import { load } from "../load.ts";

const empty = `# What each release of the kit waits for. bp kit check holds the kit against it; bp kit sync --expected writes it anew.
slots: []
`;

/** Gives kits that have no expected graph an empty one, in the draft: where the configuration says, else beside the kit. */
export async function beginGraphs(
  draft: DraftTree,
  { config, kits }: { readonly config: Config; readonly kits: ReadonlySet<string> },
): Promise<void> {
  const workspace = await load(draft, config);
  for (const kit of workspace.kits ?? []) {
    const path = config.kit.expected ?? pathBeside(kit);
    const isWithout = kits.has(kit.folder) && kit.expected === undefined && hasReleases(kit);
    // What is there and is no graph is somebody's to look at.
    if (isWithout && (await draft.stat(path)) === undefined)
      await draft.write(path, new TextEncoder().encode(empty), fileLimit);
  }
}

function hasReleases({ files }: Kit): boolean {
  return files.some(({ releases }) => releases.length > 0);
}

/** In the folder around the kit's, which is the cluster's. */
function pathBeside({ folder }: Kit): string {
  const parent = folder.slice(0, Math.max(folder.lastIndexOf("/"), 0));
  return parent === "" ? expectedFile : `${parent}/${expectedFile}`;
}
