import { byCodeUnit } from "../model/order.ts";

/** A graph as numbers: node i is names[i], its successors are sorted and without repeats. */
export interface Adjacency {
  readonly names: readonly string[];
  readonly successors: readonly (readonly number[])[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Names are sorted by code unit and repeats dropped; an arrow to or from a name that is not there is left out. */
export function adjacency(nodes: readonly string[], arrows: readonly Arrow[]): Adjacency {
  const names = [...new Set(nodes)].toSorted(byCodeUnit);
  const index = new Map(names.map((name, at) => [name, at]));
  const sets = names.map(() => new Set<number>());
  for (const { from, to } of arrows) {
    const target = index.get(to);
    if (target !== undefined) sets[index.get(from) ?? -1]?.add(target);
  }
  return { names, successors: sets.map((set) => [...set].toSorted((a, b) => a - b)) };
}

/** The same nodes, every arrow turned round. */
export function reversed({ names, successors }: Adjacency): Adjacency {
  const back: number[][] = names.map(() => []);
  for (const [from, targets] of successors.entries())
    for (const to of targets) back[to]?.push(from);
  return { names, successors: back };
}
