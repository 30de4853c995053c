import type { Lanes } from "./lanes.ts";

/** How far the middles of two items of a column stand apart, upper and lower. */
export type Apart = (upper: number, lower: number) => number;

const sweeps = 32;

/**
 * The height of each item's middle: every column in turn is brought as near to its neighbours as its order and
 * the distances allow, long lines above all, so that they run straight. Least squares under an order is isotonic
 * regression, solved exactly by pooling (Ayer and others 1955).
 */
export function heights({ items, links }: Lanes, order: Columns, apart: Apart): readonly number[] {
  const y = stacked(order, apart, items.length);
  const pulls = pullsOf(items, links);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const sides =
      sweep < sweeps - 4 ? [pulls[sweep % 2 === 0 ? "left" : "right"]] : [pulls.left, pulls.right];
    for (const column of sweep % 2 === 0 ? order : order.toReversed()) {
      const wanted = column.map((item) =>
        wantedBy(
          sides.flatMap((side) => side[item] ?? []),
          y,
          item,
        ),
      );
      const placed = pooled(column, wanted, apart);
      for (const [at, item] of column.entries()) y[item] = placed[at] ?? 0;
    }
  }
  return y;
}

type Columns = readonly (readonly number[])[];

interface Pull {
  readonly item: number;
  readonly weight: number;
}

/** What pulls at each item, from the column before it and from the one after. */
function pullsOf(
  items: Lanes["items"],
  links: Lanes["links"],
): { readonly left: readonly (readonly Pull[])[]; readonly right: readonly (readonly Pull[])[] } {
  const left: Pull[][] = items.map(() => []);
  const right: Pull[][] = items.map(() => []);
  for (const link of links) {
    const points = [link.left, link.right].filter((at) => items[at]?.name === undefined).length;
    const weight = [1, 2, 8][points] ?? 1;
    left[link.right]?.push({ item: link.left, weight });
    right[link.left]?.push({ item: link.right, weight });
  }
  return { left, right };
}

/** The mean of what pulls; what nothing pulls at stays, where it can. */
function wantedBy(pulls: readonly Pull[], y: readonly number[], item: number): Wanted {
  const weight = pulls.reduce((sum, pull) => sum + pull.weight, 0);
  if (weight === 0) return { at: y[item] ?? 0, weight: 0.01 };
  const sum = pulls.reduce((total, pull) => total + (y[pull.item] ?? 0) * pull.weight, 0);
  return { at: sum / weight, weight };
}

interface Wanted {
  readonly at: number;
  readonly weight: number;
}

function stacked(order: Columns, apart: Apart, size: number): number[] {
  const y: number[] = Array.from({ length: size }, () => 0);
  for (const column of order) {
    let height = 0;
    for (const [at, item] of column.entries()) {
      if (at > 0) height += apart(column[at - 1] ?? 0, item);
      y[item] = height;
    }
    for (const item of column) y[item] = (y[item] ?? 0) - height / 2;
  }
  return y;
}

interface Pool {
  sum: number;
  weight: number;
  count: number;
}

/** The places nearest to those wanted that keep the order and the distances. */
function pooled(column: readonly number[], wanted: readonly Wanted[], apart: Apart): number[] {
  const offsets: number[] = [];
  const pools: Pool[] = [];
  for (const [at, { at: place, weight }] of wanted.entries()) {
    const before = offsets[at - 1];
    const offset = before === undefined ? 0 : before + apart(column[at - 1] ?? 0, column[at] ?? 0);
    offsets.push(offset);
    pools.push({ sum: (place - offset) * weight, weight, count: 1 });
    joinLast(pools);
  }
  const bases = pools.flatMap(({ sum, weight, count }) =>
    Array.from({ length: count }, () => sum / weight),
  );
  return bases.map((base, at) => base + (offsets[at] ?? 0));
}

/** Joins the last pools as long as the one before wants to be lower down than the one after. */
function joinLast(pools: Pool[]): void {
  for (let last = pools.at(-1); last !== undefined; last = pools.at(-1)) {
    const before = pools.at(-2);
    if (before === undefined || before.sum / before.weight < last.sum / last.weight) return;
    before.sum += last.sum;
    before.weight += last.weight;
    before.count += last.count;
    pools.pop();
  }
}
