/**
 * A graph as numbers: node i is names[i], and its successors are targets[offsets[i]] up to targets[offsets[i + 1]],
 * sorted and without repeats.
 */
export interface Adjacency {
  readonly names: readonly string[];
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

/** The graph of numbered arrows, in any order and repeated as they may be. */
export function numbered(names: readonly string[], from: Int32Array, to: Int32Array): Adjacency {
  const size = names.length;
  const byTarget = grouped(size, to, from);
  const rows = grouped(size, byTarget.values, keysOf(byTarget.offsets));
  return { names, ...withoutRepeats(rows.offsets, rows.values) };
}

/** The same nodes, every arrow turned round. */
export function reversed({ names, offsets, targets }: Adjacency): Adjacency {
  const back = grouped(names.length, targets, keysOf(offsets));
  return { names, offsets: back.offsets, targets: back.values };
}

/** Which nodes a part of a graph has. */
export interface Part {
  /** Ascending. */
  readonly members: Int32Array;
  /** The part that each node of the whole belongs to. */
  readonly of: Int32Array;
  /** The place of each member among the members; of other nodes anything. */
  readonly place: Int32Array;
}

/** The part of the graph that its members span among themselves. Linear in the members and their arrows. */
export function induced(
  { names, offsets, targets }: Adjacency,
  { members, of, place }: Part,
): Adjacency {
  const own = of[members[0] ?? 0];
  const starts = new Int32Array(members.length + 1);
  const inside = new Int32Array(members.reduce((sum, node) => sum + degreeOf(offsets, node), 0));
  let count = 0;
  for (const [at, node] of members.entries()) {
    for (let next = offsets[node] ?? 0; next < (offsets[node + 1] ?? 0); next += 1) {
      const to = targets[next] ?? 0;
      if (of[to] !== own) continue;
      inside[count] = place[to] ?? 0;
      count += 1;
    }
    starts[at + 1] = count;
  }
  const named = Array.from(members, (node) => names[node] ?? "");
  return { names: named, offsets: starts, targets: inside.subarray(0, count) };
}

function degreeOf(offsets: Int32Array, node: number): number {
  return (offsets[node + 1] ?? 0) - (offsets[node] ?? 0);
}

/** 0, 1, 2 and so on. */
export function counting(size: number): Int32Array {
  const numbers = new Int32Array(size);
  for (let at = 0; at < size; at += 1) numbers[at] = at;
  return numbers;
}

/** The values by key, in the order given within a key: a counting sort. */
export function grouped(
  size: number,
  keys: Int32Array,
  values: Int32Array,
): { readonly offsets: Int32Array; readonly values: Int32Array } {
  const offsets = new Int32Array(size + 1);
  for (const key of keys) offsets[key + 1] = (offsets[key + 1] ?? 0) + 1;
  for (let key = 0; key < size; key += 1)
    offsets[key + 1] = (offsets[key + 1] ?? 0) + (offsets[key] ?? 0);
  const free = offsets.slice();
  const result = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? 0;
    result[free[key] ?? 0] = values[at] ?? 0;
    free[key] = (free[key] ?? 0) + 1;
  }
  return { offsets, values: result };
}

/** For each value of a grouping its key. */
export function keysOf(offsets: Int32Array): Int32Array {
  const keys = new Int32Array(offsets.at(-1) ?? 0);
  for (let key = 0; key + 1 < offsets.length; key += 1)
    keys.fill(key, offsets[key] ?? 0, offsets[key + 1] ?? 0);
  return keys;
}

function withoutRepeats(
  offsets: Int32Array,
  rows: Int32Array,
): Pick<Adjacency, "offsets" | "targets"> {
  const starts = new Int32Array(offsets.length);
  const targets = new Int32Array(rows.length);
  let count = 0;
  for (let node = 0; node + 1 < offsets.length; node += 1) {
    const start = count;
    for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at += 1) {
      const target = rows[at] ?? 0;
      if (count > start && targets[count - 1] === target) continue;
      targets[count] = target;
      count += 1;
    }
    starts[node + 1] = count;
  }
  return { offsets: starts, targets: targets.slice(0, count) };
}
