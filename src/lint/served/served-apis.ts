import type { Unit, Workspace } from "../../model/workspace.ts";
import { closureOf, namesOf } from "./closure.ts";
import { definedKinds } from "./definitions.ts";
import { wellKnownApis } from "./well-known.ts";

/**
 * What a cluster serves when the unit is installed, besides Kubernetes' own, as `helm template --api-versions` takes it:
 * `group/version` and `group/version/Kind` of every definition that the unit, or what is there before it, brings; for
 * upstream charts that are not at hand, what they are known for. Sorted.
 */
export function servedApis(workspace: Workspace, unit: Unit): readonly string[] {
  const names = closureOf(workspace, unit);
  const members = new Set(names);
  const units = workspace.units.filter((one) => namesOf(one).some((name) => members.has(name)));
  const defined = units.flatMap(({ chart }) => (chart === undefined ? [] : definedKinds(chart)));
  const read = defined.flatMap(({ group, version, kind }) => {
    const api = `${group}/${version}`;
    return kind === "" ? [api] : [api, `${api}/${kind}`];
  });
  return [...new Set([...read, ...names.flatMap(wellKnownApis)])].toSorted();
}
