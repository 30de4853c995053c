import { grouped } from "../adjacency.ts";
import type { Weighted } from "./weighted.ts";

/** For each node the arrows that leave it and those that come: `out.values` from `out.offsets[node]` to the next. */
export interface Incidence {
  readonly out: Rows;
  readonly into: Rows;
}

export interface Rows {
  readonly offsets: Int32Array;
  /** Numbers of arrows. */
  readonly values: Int32Array;
}

export function incidence({ size, from, to }: Weighted): Incidence {
  const arcs = Int32Array.from(from.keys());
  return { out: grouped(size, from, arcs), into: grouped(size, to, arcs) };
}

export function row({ offsets, values }: Rows, node: number): Int32Array {
  return values.subarray(offsets[node], offsets[node + 1]);
}
