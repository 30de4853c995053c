import type { Weighted } from "./weighted.ts";

/** An arrow that stands for others: leaving it out is leaving them out. */
interface Bundle {
  weight: number;
  readonly arcs: number[];
}

/** What contraction leaves: a smaller graph, and what must be left out whatever happens there. */
export interface Kernel {
  readonly graph: Weighted;
  /** The arrows that each arrow of the kernel stands for. */
  readonly bundles: readonly (readonly number[])[];
  /** Arrows that closed a circle of their own. */
  readonly forced: readonly number[];
}

interface Rows {
  readonly out: Map<number, Map<number, Bundle>>;
  readonly into: Map<number, Map<number, Bundle>>;
  readonly forced: number[];
}

/**
 * Joins a node with the one that leads to it, or that it leads to, where that arrow alone does so and costs no less than
 * all on the node's other side: some cheapest choice then keeps the arrow, since the others can go in its place. What no
 * circle can pass is dropped. Two arrows between the same nodes become one of both costs.
 */
export function contracted(graph: Weighted): Kernel {
  const rows = rowsOf(graph);
  const open = new Set(rows.out.keys());
  for (const node of open) {
    open.delete(node);
    for (const touched of contract(rows, node)) open.add(touched);
  }
  return kernelOf(rows);
}

function rowsOf({ size, from, to, weight }: Weighted): Rows {
  const emptyRows = (): Map<number, Map<number, Bundle>> =>
    new Map(Array.from({ length: size }, (_, node) => [node, new Map<number, Bundle>()]));
  const rows: Rows = { out: emptyRows(), into: emptyRows(), forced: [] };
  for (const [arc, source] of from.entries())
    add(rows, [source, to[arc] ?? 0], { weight: weight[arc] ?? 0, arcs: [arc] });
  return rows;
}

function add({ out, into, forced }: Rows, [from, to]: readonly [number, number], bundle: Bundle) {
  if (from === to) {
    forced.push(...bundle.arcs);
    return;
  }
  const there = out.get(from)?.get(to);
  if (there === undefined) {
    out.get(from)?.set(to, bundle);
    into.get(to)?.set(from, bundle);
  } else {
    there.weight += bundle.weight;
    there.arcs.push(...bundle.arcs);
  }
}

/** Takes the node out where it can go, and tells which nodes that touched. */
function contract(rows: Rows, node: number): readonly number[] {
  const [out, into] = [rows.out.get(node), rows.into.get(node)];
  if (out === undefined || into === undefined) return [];
  const bridges = bridgesOver(out, into);
  if (bridges === undefined) return [];
  remove(rows, node);
  for (const { ends, bundle } of bridges) add(rows, ends, bundle);
  return [...out.keys(), ...into.keys()];
}

interface Bridge {
  readonly ends: readonly [number, number];
  readonly bundle: Bundle;
}

/** The arrows that stand in for a node's; none where no circle passes it, undefined where it must stay. */
function bridgesOver(
  out: ReadonlyMap<number, Bundle>,
  into: ReadonlyMap<number, Bundle>,
): readonly Bridge[] | undefined {
  if (out.size === 0 || into.size === 0) return [];
  const before = onlyOne(into, total(out));
  if (before !== undefined) return [...out].map(([to, bundle]) => ({ ends: [before, to], bundle }));
  const after = onlyOne(out, total(into));
  if (after === undefined) return undefined;
  return [...into].map(([from, bundle]) => ({ ends: [from, after], bundle }));
}

/** The node at the other end of a row's only arrow, where this costs as much as the other side or more. */
function onlyOne(row: ReadonlyMap<number, Bundle>, otherSide: number): number | undefined {
  if (row.size !== 1) return undefined;
  return [...row].find(([, { weight }]) => weight >= otherSide)?.[0];
}

function total(row: ReadonlyMap<number, Bundle>): number {
  return [...row.values()].reduce((sum, { weight }) => sum + weight, 0);
}

function remove({ out, into }: Rows, node: number): void {
  for (const to of out.get(node)?.keys() ?? []) into.get(to)?.delete(node);
  for (const from of into.get(node)?.keys() ?? []) out.get(from)?.delete(node);
  out.delete(node);
  into.delete(node);
}

function kernelOf({ out, forced }: Rows): Kernel {
  const number = new Map([...out.keys()].map((node, at) => [node, at]));
  const arrows = [...out].flatMap(([from, row]) =>
    [...row].map(([to, bundle]) => ({
      from: number.get(from) ?? 0,
      to: number.get(to) ?? 0,
      bundle,
    })),
  );
  return {
    graph: {
      size: number.size,
      from: Int32Array.from(arrows, ({ from }) => from),
      to: Int32Array.from(arrows, ({ to }) => to),
      weight: Int32Array.from(arrows, ({ bundle }) => bundle.weight),
    },
    bundles: arrows.map(({ bundle }) => bundle.arcs),
    forced,
  };
}
