import type { GraphEdge } from "../../graph.ts";
import type { Fault } from "../marks.ts";

/** How an edge is drawn. */
export interface Line {
  readonly edge: GraphEdge;
  readonly fault: Fault | undefined;
  readonly deferred: boolean;
  /** What needs is still to come. */
  readonly planned: boolean;
}

/** A node or a point where a line passes a column. */
export interface Item {
  readonly column: number;
  /** The node's name; undefined for a point. */
  readonly name: string | undefined;
}

/** A step of a line from an item to one of the next column. */
export interface Link {
  readonly left: number;
  readonly right: number;
}

/** The items, column by column, and the way of each line through them, from left to right. */
export interface Lanes {
  readonly items: readonly Item[];
  readonly columns: readonly (readonly number[])[];
  readonly links: readonly Link[];
  readonly ways: readonly { readonly line: Line; readonly items: readonly number[] }[];
}

/**
 * Lines of one look that lead to the same node share their points, as trains share a track: each can be followed to the
 * left and comes to that node alone. A line against the waves has points of its own.
 */
export function lanesOf(columnOf: ReadonlyMap<string, number>, lines: readonly Line[]): Lanes {
  const items: Item[] = [...columnOf].map(([name, column]) => ({ name, column }));
  const nodeAt = new Map([...columnOf.keys()].map((name, at) => [name, at]));
  const points = new Map<string, number>();
  const pointAt = (track: string, column: number): number => {
    const key = `${column} ${track}`;
    const known = points.get(key) ?? items.push({ column, name: undefined }) - 1;
    points.set(key, known);
    return known;
  };
  const ways = lines.flatMap((line) => {
    const { from, to } = line.edge;
    const [start, end] = [columnOf.get(to) ?? 0, columnOf.get(from) ?? 0];
    if (start === end) return [];
    const [left, right] = start < end ? [to, from] : [from, to];
    const track = JSON.stringify([start < end ? to : [from, to], lookOf(line)]);
    const between = Array.from({ length: Math.abs(end - start) - 1 }, (_, step) =>
      pointAt(track, Math.min(start, end) + 1 + step),
    );
    return { line, items: [nodeAt.get(left) ?? 0, ...between, nodeAt.get(right) ?? 0] };
  });
  const columns = Array.from(Map.groupBy(items.keys(), (at) => items[at]?.column ?? 0))
    .toSorted(([a], [b]) => a - b)
    .map(([, members]) => members);
  return { items, columns, links: linksOf(ways), ways };
}

/** What tells the lines of one track from those of another to the same node. */
function lookOf({ edge, fault, deferred, planned }: Line): string {
  return JSON.stringify([fault, edge.optional, edge.implied !== undefined, deferred, planned]);
}

function linksOf(ways: Lanes["ways"]): readonly Link[] {
  const links = new Map<string, Link>();
  for (const { items } of ways)
    for (const [at, right] of items.slice(1).entries()) {
      const left = items[at] ?? 0;
      links.set(`${left} ${right}`, { left, right });
    }
  return [...links.values()];
}
