import { byCodeUnit } from "../../model/order.ts";
import type { ImpliedEdge, Mention, Presence } from "../../model/supply.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import { membersOf } from "../kits.ts";
import type { Provider } from "./catalogue.ts";
import type { Judgement } from "./judge.ts";
import { judgeOf } from "./judge.ts";
import type { Providers } from "./known-providers.ts";
import type { ReleasedNeed } from "./released.ts";
import { releasedNeeds } from "./released.ts";
import { graphName } from "./waits.ts";

/** An edge, and what it was told from. */
export interface FoundEdge extends ImpliedEdge {
  readonly unit: Unit;
  readonly provider: Provider;
  /** The release whose values turn it on, where it is not there by default. */
  readonly released?: ReleasedNeed;
}

/**
 * Which unit needs which, by what they provide and consume: one edge for each thing that one needs of another, the
 * surest mention of it, sorted by name and place. A thing that several others bring and none of them awaited makes no
 * edge. Nothing is told of units whose contents were not loaded.
 */
export function impliedEdges(workspace: Workspace, providers?: Providers): readonly ImpliedEdge[] {
  return foundEdges(workspace, providers).map(({ from, to, need, by, declared }) => ({
    from,
    to,
    need,
    by,
    declared,
  }));
}

export function foundEdges(workspace: Workspace, providers?: Providers): readonly FoundEdge[] {
  const judge = judgeOf(workspace, providers);
  const edges = new Map<string, FoundEdge>();
  for (const unit of workspace.units)
    for (const judgement of judge.needs(unit)) {
      const edge = edgeOf(judgement);
      if (edge === undefined) continue;
      const { group, kind, name, namespace } = edge.need.resource;
      const key = JSON.stringify([edge.from, edge.to, group, kind, name, namespace]);
      const before = edges.get(key);
      if (before === undefined || isSurer(edge.need, before.need)) edges.set(key, edge);
    }
  return [...edges.values()].toSorted(compareEdges);
}

/** The edges that the values of the kits' releases turn on. */
export function releasedEdges(workspace: Workspace, providers?: Providers): readonly FoundEdge[] {
  const judge = judgeOf(workspace, providers);
  const needs = membersOf({ workspace, units: workspace.units }).flatMap(releasedNeeds);
  return needs.flatMap((released) => {
    const edge = edgeOf(judge.judge(released.unit, released.need));
    return edge === undefined ? [] : [{ ...edge, released }];
  });
}

function edgeOf({ unit, need, own, depends, providers }: Judgement): FoundEdge | undefined {
  const [provider] = providers;
  if (own !== "no" || provider === undefined) return undefined;
  const declared = depends === "yes";
  if (!declared && providers.some((one) => one.unit !== provider.unit)) return undefined;
  const [from, to] = [graphName(unit), graphName(provider.unit)];
  return { from, to, need, by: provider.at, declared, unit, provider };
}

const sureness: Readonly<Record<Presence["state"], number>> = {
  always: 0,
  off: 1,
  unclear: 2,
  asked: 3,
};

function isSurer(one: Mention, other: Mention): boolean {
  return rankOf(one) < rankOf(other);
}

function rankOf({ presence, source }: Mention): number {
  return sureness[presence.state] * 2 + (source === "values" ? 1 : 0);
}

function compareEdges(a: ImpliedEdge, b: ImpliedEdge): number {
  return (
    byCodeUnit(a.from, b.from) ||
    byCodeUnit(a.to, b.to) ||
    byCodeUnit(a.need.at.file, b.need.at.file) ||
    a.need.at.line - b.need.at.line ||
    a.need.at.column - b.need.at.column
  );
}
