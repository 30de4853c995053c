import { cycles, dependsGraph, paths } from "../../graph/index.ts";
import type { Arrow } from "../../graph/index.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { Mention } from "../../model/supply.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { FoundEdge } from "./implied.ts";
import { foundEdges, releasedEdges } from "./implied.ts";
import type { Providers } from "./known-providers.ts";
import type { Wait } from "./waits.ts";
import { graphName, kitWaits } from "./waits.ts";

interface Written extends Arrow {
  readonly kind: "written";
  readonly wait: Wait;
}

interface Implied extends Arrow {
  readonly kind: "implied";
  readonly edge: FoundEdge;
}

/** One edge of a loop: somebody wrote it, or what is provided and consumed implies it. */
export type LoopEdge = Written | Implied;

/** A loop that no `depends` shows: the last edge leads back to where the first starts. */
export type Loop = readonly [Implied, ...LoopEdge[]];

export interface Loops {
  /** A shortest loop of each implied edge that closes one, shorter ones first; those that are one loop once. */
  readonly loops: readonly Loop[];
  /** Whether a need of the unit closes one of them. */
  readonly closes: (unit: Unit, need: Mention) => boolean;
}

const known = new WeakMap<Workspace, { providers: Providers | undefined; loops: Loops }>();

/** The loops that what is provided and consumed closes; looked for once. */
export function impliedLoops(workspace: Workspace, providers?: Providers): Loops {
  const before = known.get(workspace);
  if (before !== undefined && before.providers === providers) return before.loops;
  const found = findLoops(workspace, providers);
  const closing = new Set(found.map(([{ edge }]) => keyOf(edge.unit, edge.need)));
  const loops = {
    loops: onceEach(found),
    closes: (unit: Unit, need: Mention) => closing.has(keyOf(unit, need)),
  };
  known.set(workspace, { providers, loops });
  return loops;
}

function keyOf({ folder }: Unit, { resource }: Mention): string {
  const { group, kind, name, namespace } = resource;
  return JSON.stringify([folder, group, kind, name, namespace]);
}

function findLoops(workspace: Workspace, providers: Providers | undefined): readonly Loop[] {
  const byDefault = foundEdges(workspace, providers);
  const implied = [...byDefault, ...releasedEdges(workspace, providers)].filter(holds);
  if (implied.length === 0) return [];
  const depends = dependsGraph(workspace.units).edges.filter(({ optional }) => !optional);
  const closing = implied.map(asEdge);
  const edges = [...[...depends, ...kitWaits(workspace)].map(written), ...closing];
  const graph = { nodes: workspace.units.map((unit) => ({ name: graphName(unit) })), edges };
  if (cycles(graph).length === 0) return [];
  const found = closing.flatMap((edge): readonly Loop[] => {
    const [back] = paths<LoopEdge>(graph, [edge.to, edge.from], 1).paths;
    return back === undefined ? [] : [[edge, ...back]];
  });
  return found.toSorted(shorterFirst);
}

/** Whether nothing but a change of the chart or its values takes the edge away. */
function holds({ declared, need, provider }: FoundEdge): boolean {
  const isSaid = need.presence.state === "always" && need.source !== "values";
  return !declared && isSaid && provider.because !== "placed" && !provider.isOff;
}

function asEdge(edge: FoundEdge): Implied {
  return { kind: "implied", from: edge.from, to: edge.to, edge };
}

function written(wait: Wait): LoopEdge {
  return { kind: "written", from: wait.from, to: wait.to, wait };
}

function onceEach(loops: readonly Loop[]): readonly Loop[] {
  const told = new Set<FoundEdge>();
  return loops.filter((loop) => {
    const implied = loop.flatMap((one) => (one.kind === "implied" ? one.edge : []));
    const isTold = told.has(loop[0].edge);
    for (const edge of implied) told.add(edge);
    return !isTold;
  });
}

function shorterFirst(a: Loop, b: Loop): number {
  const namesOf = (loop: Loop): string => JSON.stringify(loop.map(({ from }) => from));
  return a.length - b.length || byCodeUnit(namesOf(a), namesOf(b));
}
