import { canUpgrade } from "../../model/upgrade-range.ts";
import { compareVersions } from "../../model/version.ts";
import type { Catalogue } from "./catalogue.ts";
import type { ExistingApplication } from "./existing.ts";
import { installableOf } from "./installable.ts";

/**
 * A catalogue where some blueprints are installed: of those, the version that is there is preferred, and after it only
 * what one may upgrade to from it (spec.upgrades of the newer version, in the blueprint controller's grammar).
 */
export function installedCatalogue(
  catalogue: Catalogue,
  installed: ReadonlyMap<string, ExistingApplication>,
): Catalogue {
  return {
    ...catalogue,
    versions: async (name) => {
      const versions = await catalogue.versions(name);
      const there = installed.get(name)?.version;
      if (there === undefined) return versions;
      const newer = versions.filter((version) => compareVersions(version, there) > 0);
      const read = await Promise.all(newer.map((version) => catalogue.installable(name, version)));
      const reachable = read.filter(({ upgrades }) => canUpgrade(there, upgrades));
      return [there, ...reachable.map(({ version }) => version)];
    },
    installable: async (name, version) => {
      const isThere = installed.get(name)?.version === version;
      const isKnown = !isThere || (await catalogue.versions(name)).includes(version);
      if (isKnown) return catalogue.installable(name, version);
      return installableOf({ name, version, chart: name, digest: undefined }, undefined);
    },
  };
}
