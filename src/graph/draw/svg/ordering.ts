import { inversions } from "./crossings.ts";
import type { Lanes } from "./lanes.ts";

/** Sweeps over all columns, and links looked at in them all together. */
const sweeps = 24;
const budget = 4_000_000;

export interface Neighbours {
  /** For each item its neighbours in the column before it, and in the one after. */
  readonly left: readonly (readonly number[])[];
  readonly right: readonly (readonly number[])[];
}

type Columns = readonly (readonly number[])[];

/**
 * The columns' items in an order with few crossings: each column in turn by the mean place of its items' neighbours
 * (barycentre; Sugiyama, Tagawa and Toda 1981), to the right and to the left and again, then neighbours swapped where that
 * helps. The best order met is kept. What hangs together is ordered by itself and not mixed with the rest, the largest
 * first.
 */
export function ordered(lanes: Lanes): Columns {
  const neighbours = neighboursOf(lanes);
  const parts = together(lanes, neighbours);
  const done = parts.map((part) => orderedPart(part, neighbours));
  return lanes.columns.map((_, at) => done.flatMap((columns) => columns[at] ?? []));
}

function neighboursOf({ items, links }: Lanes): Neighbours {
  const left: number[][] = items.map(() => []);
  const right: number[][] = items.map(() => []);
  for (const link of links) {
    left[link.right]?.push(link.left);
    right[link.left]?.push(link.right);
  }
  return { left, right };
}

/** The columns of what links join, directly or not, the largest first. */
function together({ columns }: Lanes, { left, right }: Neighbours): readonly Columns[] {
  const part = new Map<number, number>();
  let parts = 0;
  for (const start of columns.flat()) {
    if (part.has(start)) continue;
    const open = [start];
    for (let item = open.pop(); item !== undefined; item = open.pop()) {
      if (part.has(item)) continue;
      part.set(item, parts);
      for (const side of [left, right]) for (const next of side[item] ?? []) open.push(next);
    }
    parts += 1;
  }
  const split = columns.map((column) => Map.groupBy(column, (item) => part.get(item) ?? 0));
  return Array.from({ length: parts }, (_, at) =>
    split.map((members) => members.get(at) ?? []),
  ).toSorted((a, b) => b.flat().length - a.flat().length);
}

function orderedPart(columns: Columns, neighbours: Neighbours): Columns {
  let order = columns;
  let best = { order, crossings: crossings(order, neighbours) };
  const rounds = Math.min(sweeps, Math.ceil(budget / (columns.flat().length + 1)));
  for (let round = 0; round < rounds && best.crossings > 0; round += 1) {
    order = swept(order, round % 2 === 0 ? neighbours.left : neighbours.right, round % 2 === 0);
    if (round % 4 === 3) order = swapped(order, neighbours);
    const now = crossings(order, neighbours);
    if (now < best.crossings) best = { order, crossings: now };
  }
  return swapped(best.order, neighbours);
}

/** How often links cross. */
export function crossings(order: Columns, { right }: Pick<Neighbours, "right">): number {
  const place = placesIn(order);
  const between = order.map((column) =>
    inversions(column.flatMap((item) => placesOf(right[item], place).toSorted((a, b) => a - b))),
  );
  return between.reduce((sum, count) => sum + count, 0);
}

function placesIn(order: Columns): ReadonlyMap<number, number> {
  return new Map(order.flatMap((column) => column.map((item, at) => [item, at] as const)));
}

function placesOf(
  items: readonly number[] | undefined,
  place: ReadonlyMap<number, number>,
): number[] {
  return (items ?? []).map((item) => place.get(item) ?? 0);
}

/** Each column by the mean of its neighbours on one side, the columns in the direction away from it. */
function swept(order: Columns, neighbours: Neighbours["left"], forward: boolean): Columns {
  const place = new Map(placesIn(order));
  const columns = forward ? [...order] : order.toReversed();
  const result = columns.map((column) => {
    const mean = new Map(
      column.map((item, at) => {
        const places = placesOf(neighbours[item], place);
        return [item, places.length === 0 ? at : average(places)];
      }),
    );
    const sorted = column.toSorted((a, b) => (mean.get(a) ?? 0) - (mean.get(b) ?? 0));
    for (const [at, item] of sorted.entries()) place.set(item, at);
    return sorted;
  });
  return forward ? result : result.toReversed();
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** Two items that stand side by side change places where fewer of their own links cross then, over and over. */
function swapped(order: Columns, neighbours: Neighbours): Columns {
  const place = new Map(placesIn(order));
  return order.map((column) => {
    const members = [...column];
    for (let round = 0, changed = true; changed && round < 4; round += 1) {
      changed = false;
      for (let at = 0; at + 1 < members.length; at += 1) {
        const [upper, lower] = [members[at] ?? 0, members[at + 1] ?? 0];
        if (gain(upper, lower, neighbours, place) <= 0) continue;
        members.splice(at, 2, lower, upper);
        place.set(lower, at).set(upper, at + 1);
        changed = true;
      }
    }
    return members;
  });
}

/** How many crossings fewer there are when the lower stands above. */
function gain(
  upper: number,
  lower: number,
  { left, right }: Neighbours,
  place: ReadonlyMap<number, number>,
): number {
  return [left, right].reduce((sum, side) => {
    const [above, below] = [placesOf(side[upper], place), placesOf(side[lower], place)];
    return sum + pairs(above, below) - pairs(below, above);
  }, 0);
}

/** The pairs of which the first is greater. */
function pairs(ones: readonly number[], others: readonly number[]): number {
  return ones.reduce((sum, one) => sum + others.filter((other) => one > other).length, 0);
}
