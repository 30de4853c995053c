import { BpError } from "../../model/error.ts";
import type { Lock } from "../../model/lock.ts";
import type { Catalogue } from "./catalogue.ts";

/** A catalogue where the versions that bp.lock holds go before all others, and must be the bytes that it holds. */
export function lockedCatalogue(catalogue: Catalogue, { blueprints }: Lock): Catalogue {
  return {
    ...catalogue,
    versions: async (name) => {
      const versions = await catalogue.versions(name);
      const locked = blueprints.get(name)?.version;
      if (locked === undefined || !versions.includes(locked)) return versions;
      return [locked, ...versions.filter((version) => version !== locked)];
    },
    installable: async (name, version) => {
      const installable = await catalogue.installable(name, version);
      const locked = blueprints.get(name);
      if (locked?.version !== version || locked.digest === installable.digest) return installable;
      const found = installable.digest ?? "not published";
      throw new BpError(
        "DIGEST_MISMATCH",
        `${name} ${version} is not what bp.lock holds: locked is ${locked.digest}, ${catalogue.name} has ${found}`,
        {
          hint: "a published version never changes: find out who moved the tag; --update takes what is there now",
        },
      );
    },
  };
}
