import type { Unit, Workspace } from "../../model/workspace.ts";
import { installedBefore, namesOf, releaseOf } from "./closure.ts";
import type { ServedKind } from "./definitions.ts";
import { appliedFirst, definedKinds } from "./definitions.ts";
import { wellKnownApis } from "./well-known.ts";

/**
 * What a cluster serves when the unit is installed first, besides Kubernetes' own, as `helm template --api-versions`
 * takes it: `group/version` and `group/version/Kind` of every definition that what is there before it brings, and of
 * those in its own crds/, which Helm applies before it renders; for upstream charts that are not at hand, what they are
 * known for. Sorted.
 */
export function servedApis(workspace: Workspace, unit: Unit): readonly string[] {
  const before = installedBefore(workspace, unit);
  const there = unitsNamed(workspace, before).flatMap(({ chart }) => {
    return chart === undefined ? [] : definedKinds(chart);
  });
  const own = unitsNamed(workspace, releaseOf(workspace, unit)).flatMap(({ chart }) => {
    return chart === undefined ? [] : appliedFirst(chart);
  });
  const read = [...there, ...own].flatMap(apiNames);
  return [...new Set([...read, ...before.flatMap(wellKnownApis)])].toSorted();
}

function apiNames({ group, version, kind }: ServedKind): readonly string[] {
  const api = `${group}/${version}`;
  return kind === "" ? [api] : [api, `${api}/${kind}`];
}

function unitsNamed({ units }: Workspace, names: readonly string[]): readonly Unit[] {
  const wanted = new Set(names);
  return units.filter((one) => namesOf(one).some((name) => wanted.has(name)));
}
