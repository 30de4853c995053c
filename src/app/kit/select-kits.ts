import { matchesGlob } from "node:path/posix";

import { BpError } from "../../model/error.ts";
import type { Kit } from "../../model/kit.ts";
import { nearest } from "../../model/nearest.ts";
import type { Workspace } from "../../model/workspace.ts";

/** Which kits are meant. */
export interface KitSelection {
  /** Folders, files in one, clusters' names, or globs; paths relative to the workspace root. */
  readonly selectors: readonly string[];
  /** Where the user stands, relative to the workspace root. */
  readonly folder: string;
}

/**
 * The kits that are selected; without a selector the one that the user stands in, else all.
 * @throws BpError EMPTY_SELECTION where a selector matches nothing, or there is no kit at all
 */
export function selectKits(
  { kits = [] }: Workspace,
  { selectors, folder }: KitSelection,
): readonly Kit[] {
  if (kits.length === 0)
    throw new BpError("EMPTY_SELECTION", "this workspace holds no bootstrap kit", {
      hint: "a kit is a folder like clusters/NAME/bootstrap-kit; `kits` in bp.config.yaml names others",
    });
  if (selectors.length === 0) {
    const here = kits.filter((kit) => `${folder}/`.startsWith(`${kit.folder}/`));
    return here.length > 0 ? here : kits;
  }
  const chosen = new Set(selectors.flatMap((selector) => matching(kits, selector)));
  return kits.filter((kit) => chosen.has(kit));
}

function matching(kits: readonly Kit[], selector: string): readonly Kit[] {
  const path = selector.replace(/^\.\//u, "").replace(/\/+$/u, "");
  const found = matchingKits(kits, path);
  if (found.length > 0) return found;
  const names = kits.flatMap(({ folder }) => [folder, ...folder.split("/")]);
  const near = nearest(path, names);
  throw new BpError("EMPTY_SELECTION", `no kit matches ${JSON.stringify(selector)}`, {
    hint:
      near === undefined
        ? `there ${kits.length === 1 ? "is" : "are"} ${kits.map(({ folder }) => folder).join(", ")}`
        : `did you mean ${near}?`,
  });
}

/** The kits in a folder, around a file, of a cluster's name, or that a glob takes. */
export function matchingKits(kits: readonly Kit[], path: string): readonly Kit[] {
  return kits.filter(
    ({ folder }) =>
      `${folder}/`.startsWith(`${path}/`) ||
      path.startsWith(`${folder}/`) ||
      folder.split("/").includes(path) ||
      matchesGlob(folder, path),
  );
}
