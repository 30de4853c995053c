import type { Digraph } from "../../../graph/index.ts";
import { canonicalName, reduction, releaseNames } from "../../../graph/index.ts";
import { keyOf, releaseGraphOf } from "../../../lint/index.ts";
import { foldName } from "../../../model/blueprint.ts";
import type { ExpectedSlot, Kit, KitRelease } from "../../../model/kit.ts";
import type { Unit, Workspace } from "../../../model/workspace.ts";
import type { NewSlot } from "./request.ts";

/** What a new release waits for, and what it needs and the kit does not have. */
export interface Waits {
  readonly on: readonly string[];
  /** Canonical names of blueprints. */
  readonly missing: readonly string[];
}

/** What may be waited for: the kit's releases, and those that come with the new one, by the key of their blueprint. */
export type Installed = ReadonlyMap<string, readonly string[]>;

/** What is known of the kit that gets the release. */
export interface Around {
  readonly kit: Kit;
  readonly workspace: Workspace;
  readonly installed: Installed;
  /** The slots that come with it, and are made already. */
  readonly fresh: readonly NewSlot[];
}

export function installedIn(kit: Kit, workspace: Workspace): Map<string, readonly string[]> {
  const names = releaseNames(kit);
  const releases = kit.files.flatMap((file) => file.releases);
  const groups = Map.groupBy(releases, ({ chart, name }) =>
    keyOf(chart === "" ? name : chart, workspace),
  );
  return new Map([...groups].map(([key, group]) => [key, ownNamed(group).map(names.of)]));
}

/** Of several releases of one chart the one that bears its name, else all. */
function ownNamed(releases: readonly KitRelease[]): readonly KitRelease[] {
  const own = releases.filter(({ name, chart }) => name === chart);
  return own.length > 0 ? own : releases;
}

/**
 * A blueprint's needs as releases of the kit: what holds in every case; in place of what the kit does not have, what
 * that needs in turn. A row of the expected graph that waits for all of it is kept; else what others bring is left out.
 */
export function waitsFor(unit: Unit, name: string, around: Around): Waits {
  const { kit, fresh } = around;
  const { on, missing } = needsOf(unit, around);
  on.delete(name);
  missing.delete(canonicalName(unit.blueprint?.name ?? unit.name));
  const row = kit.expected?.slots.find((one) => one.name === name);
  const graph = graphWith(kit, fresh);
  return { on: kept(row, on, graph) ?? reduced(name, on, graph), missing: [...missing] };
}

function needsOf(
  unit: Unit,
  { workspace, installed }: Around,
): { readonly on: Set<string>; readonly missing: Set<string> } {
  const units = unitsByKey(workspace);
  const on = new Set<string>();
  const missing = new Set<string>();
  const seen = new Set([unit]);
  for (const { blueprint } of seen) {
    const always = blueprint?.depends.filter(({ when }) => when === undefined) ?? [];
    for (const { blueprint: needed } of always) {
      const key = keyOf(needed, workspace);
      const releases = installed.get(key);
      const next = units.get(key);
      for (const release of releases ?? []) on.add(release);
      if (releases !== undefined) continue;
      missing.add(canonicalName(needed));
      if (next !== undefined) seen.add(next);
    }
  }
  return { on, missing };
}

function unitsByKey({ units }: Workspace): ReadonlyMap<string, Unit> {
  return new Map(
    units.flatMap((one) =>
      one.blueprint === undefined ? [] : [[foldName(one.blueprint.name), one] as const],
    ),
  );
}

/** The row's edges, where they lead to all that is needed and to releases of the kit alone. */
function kept(
  row: ExpectedSlot | undefined,
  on: ReadonlySet<string>,
  graph: Digraph,
): readonly string[] | undefined {
  const names = row?.dependsOn.map((one) => one.name);
  const known = new Set(graph.nodes.map((node) => node.name));
  if (names === undefined || !names.every((one) => known.has(one))) return undefined;
  const reached = new Set(names);
  for (const name of reached)
    for (const { from, to } of graph.edges) if (from === name) reached.add(to);
  return [...on].every((one) => reached.has(one)) ? names : undefined;
}

function reduced(name: string, on: ReadonlySet<string>, graph: Digraph): readonly string[] {
  const edges = [...graph.edges, ...[...on].map((to) => ({ from: name, to }))];
  const { redundant } = reduction({ nodes: [...graph.nodes, { name }], edges });
  const brought = new Set(redundant.flatMap(({ from, to }) => (from === name ? to : [])));
  return [...on].filter((one) => !brought.has(one));
}

/** What the kit's releases wait for, and those that come with the new one. */
function graphWith(kit: Kit, fresh: readonly NewSlot[]): Digraph {
  const { nodes, edges } = releaseGraphOf(kit);
  const more = fresh.flatMap(({ name, dependsOn }) => dependsOn.map((to) => ({ from: name, to })));
  return { nodes: [...nodes, ...fresh], edges: [...edges, ...more] };
}
