import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { goRoot, mustFolder, requiredVersion } from "./go-modules.ts";

/** The Helm releases whose functions are told apart: the first of each minor that somebody may still run. */
export const helmReleases: readonly string[] = (
  "3.8.2 3.9.0 3.10.0 3.11.0 3.12.0 3.13.0 3.14.0 3.15.0 3.16.0 3.17.0 3.18.0 3.19.0 3.20.0 3.21.0 3.22.0 " +
  "4.0.0 4.1.0 4.2.0 4.3.0"
).split(" ");

const sprig = "github.com/Masterminds/sprig/v3";

/** Go's text/template, sprig as that Helm requires it, and what Helm adds and takes away, by the sources of each. */
export async function functionsOf(helm: string): Promise<ReadonlySet<string>> {
  const folder = await mustFolder(`helm.sh/helm/v${helm.split(".")[0]}@v${helm}`);
  const version = await requiredVersion(folder, sprig);
  const ofSprig = await mustFolder(`${sprig}@v${version}`);
  const own = await readFile(join(folder, "pkg/engine/funcs.go"), "utf8");
  const names = new Set([
    ...keysIn(
      await readFile(join(await goRoot(), "src/text/template/funcs.go"), "utf8"),
      "builtins",
    ),
    ...keysIn(await readFile(join(ofSprig, "functions.go"), "utf8"), "genericMap"),
    ...keysIn(own, "funcMap"),
  ]);
  for (const [, name = ""] of own.matchAll(/\bdelete\(f, "(\w+)"\)/gu)) names.delete(name);
  return names;
}

/** The keys of the map literals in the declaration of that name. */
function keysIn(source: string, name: string): readonly string[] {
  const start = source.search(new RegExp(`^(?:var|func) ${name}\\b`, "mu"));
  const end = source.indexOf("\n}\n", start);
  const keys = [...source.slice(start, end).matchAll(/^\s+"(\w+)":\s/gmu)].map(([, key]) => key);
  if (start === -1 || end === -1 || keys.length === 0) throw new Error(`no map in ${name}`);
  return keys.map((key) => key ?? "");
}

/** The functions by the first release that has them. @throws Error where a later one lacks what an earlier one had */
export async function functionsSince(): Promise<ReadonlyMap<string, readonly string[]>> {
  const known = new Set<string>();
  const since = new Map<string, readonly string[]>();
  for (const helm of helmReleases) {
    const names = await functionsOf(helm);
    const gone = [...known].filter((name) => !names.has(name));
    if (gone.length > 0) throw new Error(`Helm ${helm} has no ${gone.join(", ")} any more`);
    const added = [...names].filter((name) => !known.has(name)).toSorted();
    for (const name of added) known.add(name);
    if (added.length > 0) since.set(helm, added);
  }
  return since;
}
