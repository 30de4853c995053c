import type { Kustomization, ManifestFiles } from "./kustomization.ts";
import { placeOf } from "./kustomization.ts";
import type { KustomizeReference } from "./references.ts";
import type { Remote } from "./remote.ts";
import { remoteOf } from "./remote.ts";

/** What a reference leads to. */
export type Target =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "kustomization"; readonly of: Kustomization }
  /** A folder without a kustomization. */
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "missing"; readonly path: string }
  | { readonly kind: "outside" }
  | ({ readonly kind: "remote" } & Remote);

/** manifests/ as it was read. */
export interface ManifestTree extends ManifestFiles {
  /** By folder. */
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
}

export function targetOf(
  from: Kustomization,
  { path: written }: Pick<KustomizeReference, "path">,
  { names, kustomizations }: ManifestTree,
): Target {
  const path = placeOf(from, written);
  if (path !== undefined && names.has(path)) return { kind: "file", path };
  const of = path === undefined ? undefined : kustomizations.get(path);
  if (of !== undefined) return { kind: "kustomization", of };
  const remote = remoteOf(written);
  if (remote !== undefined) return { kind: "remote", ...remote };
  if (path === undefined) return { kind: "outside" };
  const below = `${path}/`;
  const isFolder = path === "" || [...names].some((name) => name.startsWith(below));
  return { kind: isFolder ? "folder" : "missing", path };
}

/** What a build of one folder takes in. */
export interface Reach {
  /** The kustomizations by folder, the root's own among them, in the order in which they are met. */
  readonly kustomizations: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

/** Everything that a kustomization leads to, over others too. */
export function reachOf(root: Kustomization, tree: ManifestTree): Reach {
  const seen = new Set<string>();
  const files = new Set<string>();
  const open = [root];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (seen.has(next.folder)) continue;
    seen.add(next.folder);
    files.add(next.path);
    for (const reference of next.references) {
      const target = targetOf(next, reference, tree);
      if (target.kind === "file") files.add(target.path);
      if (target.kind === "kustomization") open.push(target.of);
    }
  }
  return { kustomizations: seen, files };
}

/** The folders that can be installed: the base and the overlays, as far as they hold a kustomization, sorted. */
export function rootsOf({ kustomizations }: ManifestTree): readonly Kustomization[] {
  return [...kustomizations.values()].filter(
    ({ folder }) => folder === "base" || /^overlays\/[^/]+$/u.test(folder),
  );
}
