import { dependentSites } from "./dependent-sites.ts";
import { kitSites } from "./kit-sites.ts";
import { ownSites } from "./own-sites.ts";
import type { Sites } from "./site.ts";

/** Every place of the workspace that must carry the unit's version or take it, its own first. */
export const versionSites: Sites = function* (unit, workspace, settings) {
  for (const sites of [ownSites, dependentSites, kitSites]) yield* sites(unit, workspace, settings);
};
