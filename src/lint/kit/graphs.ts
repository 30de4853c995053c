import type { Arrow, Digraph } from "../../graph/index.ts";
import { canonicalName, releaseNames } from "../../graph/index.ts";
import { foldName } from "../../model/blueprint.ts";
import type { ExpectedGraph, Kit } from "../../model/kit.ts";
import type { Location } from "../../model/location.ts";
import type { Workspace } from "../../model/workspace.ts";
import { isSubstituted, releasesOf } from "../kits.ts";
import { keyOf } from "./keys.ts";

/** Who says that one waits for another: a release, the expected graph, or a blueprint. */
export type EdgeSource = "dependsOn" | "expected" | "depends";

export interface KitEdge extends Arrow {
  readonly source: EdgeSource;
  readonly at: Location;
}

export type KitGraph = Digraph<KitEdge>;

/** What the kit's releases wait for, by their names in the kit. */
export function releaseGraphOf(kit: Kit): KitGraph {
  const names = releaseNames(kit);
  const releases = releasesOf(kit);
  return {
    nodes: releases.map((release) => ({ name: names.of(release) })),
    edges: releases.flatMap((release) =>
      release.dependsOn
        .filter(({ name }) => !isSubstituted(name))
        .map((target) => ({
          from: names.of(release),
          to: names.target(release, target),
          source: "dependsOn" as const,
          at: target.at,
        })),
    ),
  };
}

export function expectedGraphOf({ slots }: ExpectedGraph): KitGraph {
  return {
    nodes: slots.map(({ name }) => ({ name })),
    edges: slots.flatMap(({ name, dependsOn }) =>
      dependsOn.map(({ name: to, at }) => ({ from: name, to, source: "expected" as const, at })),
    ),
  };
}

/**
 * The releases' edges, those that are expected, and those of the blueprints, in one. A blueprint stands for its release,
 * else for its row; where a kit installs a chart several times, who depends on it may mean any of them, and that edge is
 * left out, as is one that holds under a condition alone.
 */
export function unionGraphOf(kit: Kit, workspace: Workspace): KitGraph {
  const releases = releaseGraphOf(kit);
  const expected = kit.expected && expectedGraphOf(kit.expected);
  const depends = dependsEdges(kit, workspace);
  const names = [
    ...releases.nodes,
    ...(expected?.nodes ?? []),
    ...depends.flatMap(({ from, to }) => [{ name: from }, { name: to }]),
  ];
  return { nodes: names, edges: [...releases.edges, ...(expected?.edges ?? []), ...depends] };
}

function dependsEdges(kit: Kit, workspace: Workspace): readonly KitEdge[] {
  const standing = standIns(kit, workspace);
  const namesOf = (name: string): readonly string[] =>
    standing.get(keyOf(name, workspace)) ?? [canonicalName(name)];
  return workspace.units.flatMap(({ blueprint }) => {
    if (blueprint === undefined) return [];
    const always = blueprint.depends.filter(({ when }) => when === undefined);
    return always.flatMap(({ blueprint: on, at }) => {
      const [to, ...more] = namesOf(on);
      if (to === undefined || more.length > 0) return [];
      return namesOf(blueprint.name).map((from) => ({ from, to, source: "depends" as const, at }));
    });
  });
}

/** The names in the kit, by the key of the blueprint for which they stand. */
function standIns(kit: Kit, workspace: Workspace): ReadonlyMap<string, readonly string[]> {
  const names = releaseNames(kit);
  const installed = releasesOf(kit).map((release) => ({
    key: keyOf(release.chart === "" ? release.name : release.chart, workspace),
    name: names.of(release),
  }));
  const held = Map.groupBy(installed, ({ key }) => key);
  const rows = (kit.expected?.slots ?? []).map(({ name }) => ({ key: foldName(name), name }));
  const coming = Map.groupBy(
    rows.filter(({ key }) => !held.has(key)),
    ({ key }) => key,
  );
  return new Map(
    [...coming, ...held].map(([key, group]) => [key, [...new Set(group.map(({ name }) => name))]]),
  );
}
