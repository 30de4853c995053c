import { matchesGlob } from "node:path/posix";

import { BpError } from "../../../model/error.ts";
import type { Kit } from "../../../model/kit.ts";
import { nearest } from "../../../model/nearest.ts";
import type { Workspace } from "../../../model/workspace.ts";
import type { Config } from "../../config.ts";
import { matchingKits } from "../select-kits.ts";

/**
 * The kit that gets a slot: the one that is named, a new one where there is none of that name, and without a name the
 * only one, or the template.
 * @throws BpError USAGE where that is no single kit
 */
export function chooseKit(
  { kits = [] }: Workspace,
  { kits: globs }: Pick<Config, "kits">,
  wanted: string | undefined,
): Kit {
  if (wanted !== undefined) return namedKit(kits, globs, wanted);
  const templates = kits.filter(({ folder }) => folder.split("/").includes("_template"));
  const [only, ...more] = kits.length === 1 ? kits : templates;
  if (only !== undefined && more.length === 0) return only;
  throw new BpError(
    "USAGE",
    kits.length === 0 ? "this workspace holds no bootstrap kit yet" : "which kit gets the slot?",
    {
      hint:
        kits.length === 0
          ? "give --kit FOLDER, as --kit clusters/prod; it is made"
          : `give --kit with one of ${kits.map(({ folder }) => folder).join(", ")}`,
    },
  );
}

function namedKit(kits: readonly Kit[], globs: readonly string[], wanted: string): Kit {
  const path = wanted.replace(/^\.\//u, "").replace(/\/+$/u, "");
  const [found, ...more] = matchingKits(kits, path);
  if (found !== undefined && more.length === 0) return found;
  if (more.length > 0)
    throw new BpError("USAGE", `${wanted} matches ${more.length + 1} kits`, {
      hint: "give --kit with the folder of one",
    });
  const near = nearest(
    path,
    kits.flatMap(({ folder }) => [folder, ...folder.split("/")]),
  );
  const folder = [path, `${path}/bootstrap-kit`, `clusters/${path}/bootstrap-kit`].find((one) =>
    globs.some((glob) => matchesGlob(one, glob)),
  );
  if (near === undefined && folder !== undefined) return emptyKit(folder, kits);
  throw new BpError("USAGE", `there is no kit ${JSON.stringify(wanted)}`, {
    hint:
      near === undefined
        ? `kits are folders like ${globs.join(", ")}; \`kits\` in bp.config.yaml names others`
        : `did you mean ${near}?`,
  });
}

/** It shares the expected graph that other kits share. */
function emptyKit(folder: string, kits: readonly Kit[]): Kit {
  const expected = kits.map((kit) => kit.expected).find((one) => one?.file.startsWith("scripts/"));
  const files: Kit["files"] = [];
  const none = { kustomization: undefined, generated: undefined, substitutions: [] };
  return { folder, files, expected, ...none };
}
