import type { ManifestTree } from "../../kustomize/index.ts";
import { isOfObjects, manifestTree, reachOf, rootsOf, targetOf } from "../../kustomize/index.ts";
import type { ChartText } from "../../model/chart.ts";
import type { KustomizeSource } from "../../model/kustomize.ts";
import type { Unit } from "../../model/workspace.ts";
import { naming } from "../charts.ts";

/** A unit that ships manifests for Kustomize. */
export type KustomizeUnit = Unit & { readonly kustomize: KustomizeSource };

export function withManifests(units: readonly Unit[]): readonly KustomizeUnit[] {
  return units.filter((unit): unit is KustomizeUnit => unit.kustomize !== undefined);
}

const known = new WeakMap<Unit, ManifestTree>();

/** manifests/ as kustomize sees it; undefined where it was not looked at. Worked out once. */
export function treeOf(unit: KustomizeUnit): ManifestTree | undefined {
  const { folder, packaged } = unit.kustomize;
  if (packaged === undefined || unit.manifests === undefined) return undefined;
  const found = known.get(unit) ?? read(folder, new Set(packaged), unit.manifests);
  known.set(unit, found);
  return found;
}

function read(
  folder: string,
  names: ReadonlySet<string>,
  texts: readonly ChartText[],
): ManifestTree {
  const below = texts.map(({ path, text }) => [path.slice("manifests/".length), text] as const);
  return manifestTree({ folder, names, texts: new Map(below.filter(([path]) => names.has(path))) });
}

/** Why rules on manifests did not look at all of them. */
export function unreadManifests(units: readonly Unit[]): string | undefined {
  const unread = withManifests(units).filter((unit) => treeOf(unit) === undefined);
  return naming("the manifests were not read of", unread);
}

/**
 * The manifests whose objects a cluster gets: those that the base or an overlay lists as resources, over others too. What
 * is a patch, a kustomization or a generator's file holds no object. All of them where the unit is no Kustomize source.
 */
export function appliedManifests(unit: Unit): readonly ChartText[] {
  const { manifests = [] } = unit;
  const [own] = withManifests([unit]);
  if (own === undefined) return manifests;
  const tree = treeOf(own);
  const files = tree === undefined ? new Set<string>() : objectFiles(tree);
  return manifests.filter(({ path }) => files.has(path.slice("manifests/".length)));
}

function objectFiles(tree: ManifestTree): ReadonlySet<string> {
  const files = new Set<string>();
  for (const root of rootsOf(tree))
    for (const folder of reachOf(root, tree).kustomizations) {
      const one = tree.kustomizations.get(folder);
      for (const reference of one?.references ?? []) {
        const target = one && targetOf(one, reference, tree);
        if (isOfObjects(reference.field) && target?.kind === "file") files.add(target.path);
      }
    }
  return files;
}
