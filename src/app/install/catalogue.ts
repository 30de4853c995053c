import { canonicalName } from "../../graph/index.ts";
import { foldName } from "../../model/blueprint.ts";
import { satisfies } from "../../model/version.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { Installable } from "./installable.ts";
import { installableOf } from "./installable.ts";

/** Where blueprints come from. Names are canonical, as `bp-x`. */
export interface Catalogue {
  /** As a sentence says it: `this workspace`, `ghcr.io/acme`. */
  readonly name: string;
  /** The documents are files here: their places mean something to a reader. */
  readonly isLocal: boolean;
  /** The blueprints that are known to be there, for a guess at what was meant; none where they cannot be listed. */
  readonly blueprints: readonly string[];
  /** In order of preference, none where the blueprint is not there. @throws BpError where it cannot be asked */
  versions(blueprint: string): Promise<readonly string[]>;
  /** One of those versions. @throws BpError where it cannot be read */
  installable(blueprint: string, version: string): Promise<Installable>;
  readonly admits: (range: string, version: string) => boolean;
}

/** The blueprints of a workspace, one version each: a pre-release satisfies where its core version does (as BP402 has it). */
export function workspaceCatalogue({ units }: Workspace): Catalogue {
  const byName = new Map<string, Unit>();
  const named = units.filter(({ blueprint }) => blueprint !== undefined);
  for (const unit of [...named, ...units]) {
    const key = foldName(unit.blueprint?.name ?? unit.name);
    if (!byName.has(key)) byName.set(key, unit);
  }
  const find = (name: string): Unit | undefined => byName.get(foldName(name));
  return {
    name: "this workspace",
    isLocal: true,
    blueprints: units.map(({ name, blueprint }) => canonicalName(blueprint?.name ?? name)),
    versions: async (name) => {
      const unit = find(name);
      return unit === undefined ? [] : [unit.version];
    },
    installable: async (name, version) => {
      const unit = find(name);
      const chart = unit?.chart?.metadata.name ?? unit?.name ?? canonicalName(name);
      const release = {
        name: canonicalName(name),
        version,
        chart,
        digest: undefined,
        compositions: unit?.hasCompositions ? ("not published" as const) : undefined,
      };
      return installableOf(release, unit?.blueprint);
    },
    admits: (range, version) => satisfies(version, range),
  };
}
