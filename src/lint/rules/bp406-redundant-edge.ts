import type { Graph, GraphEdge, Reduction } from "../../graph/index.ts";
import { canonicalName, paths, reduction } from "../../graph/index.ts";
import { foldName } from "../../model/blueprint.ts";
import type { BlueprintDependency } from "../../model/blueprint.ts";
import type { Unit } from "../../model/workspace.ts";
import { nodeAt } from "../../yaml/index.ts";
import { dropDependency } from "../depends-edit.ts";
import { kitsOf, releasesOf } from "../kits.ts";
import { dependsPointer } from "../place.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

/** What is waited for anyway need not be named. */
export const redundantEdge: Rule = {
  id: "BP406",
  name: "redundant-edge",
  severity: "info",
  summary: "No blueprint names a dependency that its other dependencies bring already.",
  why: "Each edge more must be kept right by hand, and hides the few that decide the order.",
  remedy: "Take it out, unless the blueprint uses it directly and should say so.",
  fixes: "some",
  examples: {
    bad: "depends:\n  - blueprint: bp-b\n  - blueprint: bp-c   # and bp-b depends on bp-c\n",
    good: "depends:\n  - blueprint: bp-b\n",
  },

  notRun: ({ graph }) =>
    reductionOf(graph).complete ? undefined : "the graph is too large to look for redundant edges",

  *check(input) {
    const redundant = redundantIn(input.graph);
    for (const unit of input.units) {
      for (const [index, item] of (unit.blueprint?.depends ?? []).entries())
        yield* judge({ unit, item, index }, redundant, input);
    }
  },
};

interface Place {
  readonly unit: Unit;
  readonly item: BlueprintDependency;
  readonly index: number;
}

/** The edges that others bring, by their ends, in the graph of all that always hold. */
interface Redundant {
  readonly held: Graph;
  readonly ends: ReadonlyMap<string, ReadonlySet<string>>;
}

function redundantIn(graph: Graph): Redundant {
  const { nodes, edges } = graph;
  const held = { nodes, edges: edges.filter(({ optional }) => !optional) };
  const rows = Map.groupBy(reductionOf(graph).redundant, ({ from }) => from);
  const ends = [...rows].map(([from, row]) => [from, new Set(row.map(({ to }) => to))] as const);
  return { held, ends: new Map(ends) };
}

const known = new WeakMap<Graph, Reduction<GraphEdge>>();

/** Asked twice of one graph: whether it was possible, and what it found. */
function reductionOf(graph: Graph): Reduction<GraphEdge> {
  const before = known.get(graph) ?? reduction(graph);
  known.set(graph, before);
  return before;
}

/** The shortest way of two edges or more, where there is one. */
function wayAround(from: string, to: string, { held, ends }: Redundant): readonly GraphEdge[] {
  if (ends.get(from)?.has(to) !== true) return [];
  return paths(held, [from, to], 2).paths.find((path) => path.length > 1) ?? [];
}

function* judge(place: Place, redundant: Redundant, input: RuleInput): Iterable<Complaint> {
  const { unit, item } = place;
  const { blueprint } = unit;
  if (blueprint === undefined || item.when !== undefined || item.alias !== undefined) return;
  const [from, to] = [canonicalName(blueprint.name), canonicalName(item.blueprint)];
  const way = wayAround(from, to, redundant);
  const pointer = dependsPointer(blueprint, item.at);
  if (way.length === 0 || nodeAt(blueprint.document.root, `${pointer}/values`) !== undefined)
    return;
  if (isWaitedFor(from, to, input)) return;
  const isFree = item.version === undefined || way.at(-1)?.range === item.version;
  const fix = isFree ? dropDependency(blueprint, place.index) : undefined;
  const through = way.map((edge) => edge.from).slice(1);
  yield {
    at: item.at,
    pointer,
    unit,
    message: `${from} needs ${to} anyway, through ${through.join(" -> ")}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Where a kit's release names the edge too, the two lists must stay the same (BP404): the kit decides. */
function isWaitedFor(from: string, to: string, input: RuleInput): boolean {
  return kitsOf(input).some((kit) =>
    releasesOf(kit).some(
      ({ chart, dependsOn }) =>
        isSame(chart, from) && dependsOn.some(({ name }) => isSame(name, to)),
    ),
  );
}

function isSame(name: string, other: string): boolean {
  return foldName(name) === foldName(other);
}
