import { foldName } from "../../model/blueprint.ts";
import type { Kit, KitRelease } from "../../model/kit.ts";
import type { Location } from "../../model/location.ts";
import type { Resource } from "../../model/supply.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import { nodeAt, scalarText } from "../../yaml/index.ts";
import { isSubstituted, releasesOf, unitsByChart } from "../kits.ts";

/** Into which namespaces the kits install what. */
export interface Namespaces {
  /** Undefined where no kit says it. */
  readonly of: (unit: Unit) => ReadonlySet<string> | undefined;
  /** By namespace, each once, with the release that puts it there. */
  readonly units: ReadonlyMap<string, readonly { readonly unit: Unit; readonly at: Location }[]>;
}

export function namespacesOf(workspace: Workspace): Namespaces {
  const charts = unitsByChart(workspace);
  const byUnit = new Map<Unit, Set<string>>();
  const units = new Map<string, { unit: Unit; at: Location }[]>();
  for (const kit of workspace.kits ?? []) {
    for (const release of releasesOf(kit)) {
      const unit = charts.get(foldName(release.chart));
      const namespace = targetOf(release, kit);
      if (unit === undefined || namespace === "" || isSubstituted(namespace)) continue;
      byUnit.set(unit, (byUnit.get(unit) ?? new Set()).add(namespace));
      const there = units.get(namespace) ?? [];
      if (!there.some((one) => one.unit === unit)) there.push({ unit, at: release.at });
      units.set(namespace, there);
    }
  }
  return { of: (unit) => byUnit.get(unit), units };
}

/** Flux, HelmRelease `.spec.targetNamespace`: the release's own where it is not set. */
function targetOf({ root, namespace }: KitRelease, kit: Kit): string {
  const target = scalarText(nodeAt(root, "/spec/targetNamespace"));
  return target || kit.kustomization?.namespace || namespace;
}

/** Kinds of single objects that lie in a namespace. */
const namespaced: ReadonlySet<string> = new Set([
  "Secret",
  "Service",
  "Issuer",
  "SecretStore",
  "Gateway",
]);

type Placed = readonly [resource: Resource, unit: Unit];

/** Whether what one unit names can be what another brings: only namespaces that are both known keep them apart. */
export function mayMeet(namespaces: Namespaces, need: Placed, offer: Placed): boolean {
  if (!namespaced.has(need[0].kind)) return true;
  const [wanted, given] = [need, offer].map(([{ namespace }, unit]) =>
    namespace === "" ? namespaces.of(unit) : new Set([namespace]),
  );
  if (wanted === undefined || given === undefined) return true;
  return [...wanted].some((namespace) => given.has(namespace));
}
