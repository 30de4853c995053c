import type { Lock, LockedBlueprint, LockedChart } from "../model/lock.ts";
import { emitYaml } from "../yaml/index.ts";

const head =
  "# Written by bp: what was resolved, and its bytes. Commit it, and leave the editing to bp.\n";

/** The text of bp.lock: both sections, sorted, the same for the same lock. A chart without entries is left out. */
export function writeLock({ blueprints, charts }: Lock): string {
  const filled = [...charts].filter(([, entries]) => entries.size > 0);
  return (
    head +
    emitYaml({
      blueprints: sectionOf(blueprints, blueprintFields),
      charts: Object.fromEntries(
        filled.map(([folder, entries]) => [folder, sectionOf(entries, chartFields)]),
      ),
    })
  );
}

function sectionOf<T>(entries: ReadonlyMap<string, T>, fields: (entry: T) => unknown): unknown {
  return Object.fromEntries([...entries].map(([name, entry]) => [name, fields(entry)]));
}

function blueprintFields({ version, digest }: LockedBlueprint): unknown {
  return { version, digest };
}

function chartFields({ version, repository, sha256 }: LockedChart): unknown {
  return { version, repository, sha256 };
}
