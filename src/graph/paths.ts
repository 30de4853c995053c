import type { Adjacency } from "./adjacency.ts";
import { reversed } from "./adjacency.ts";
import { edgesAlong } from "./edges-along.ts";
import type { Arrow, Digraph } from "./numbering.ts";
import { adjacencyOf } from "./numbering.ts";

export interface Paths<E extends Arrow> {
  /** The edges of each path, one after another; shortest first, equally long ones by name. */
  readonly paths: readonly (readonly E[])[];
  /** There may be more than were asked for, or than could be looked for. */
  readonly more: boolean;
}

/** Nodes that are looked at, at most, those of a beginning looked through again included. */
const bound = 5_000_000;

/**
 * The paths from one node to another that pass no node twice, at most `most` of them. Best first, by the length so far
 * and the least that is left, so that no beginning is looked at whose path would come after the last one told.
 */
export function paths<E extends Arrow>(
  graph: Digraph<E>,
  [from, to]: readonly [string, string],
  most: number,
): Paths<E> {
  const numbers = adjacencyOf(graph);
  const [start, end] = [numbers.names.indexOf(from), numbers.names.indexOf(to)];
  if (start === -1 || end === -1 || start === end) return { paths: [], more: false };
  const { found, more } = search(numbers, [start, end], most);
  const named = found.map((path) => path.map((node) => numbers.names[node] ?? ""));
  return { paths: edgesAlong(graph, named), more };
}

/** A beginning of a path, told from its last node back. */
interface Beginning {
  readonly node: number;
  readonly before: Beginning | undefined;
  readonly steps: number;
  /** The least that was left from any of its nodes: one from which less is left was not passed yet. */
  readonly nearest: number;
}

function search(
  numbers: Adjacency,
  [start, end]: readonly [number, number],
  most: number,
): { readonly found: readonly (readonly number[])[]; readonly more: boolean } {
  const left = distances(reversed(numbers), end);
  const leftFrom = (node: number): number => left[node] ?? -1;
  const found: (readonly number[])[] = [];
  const queue: Beginning[][] = [];
  const add = (node: number, before: Beginning | undefined): void => {
    const [rest, steps] = [leftFrom(node), before === undefined ? 0 : before.steps + 1];
    const nearest = Math.min(rest, before?.nearest ?? rest);
    if (rest >= 0) (queue[steps + rest] ??= []).push({ node, before, steps, nearest });
  };
  add(start, undefined);
  let looked = 0;
  for (let length = 0; length < queue.length; length += 1) {
    for (let one = queue[length]?.pop(); one !== undefined; one = queue[length]?.pop()) {
      if (found.length === most || looked >= bound) return { found, more: true };
      looked += 1;
      if (one.node === end) found.push(pathOf(one));
      else
        for (const next of nextOf(numbers, one.node)) {
          const isNew = leftFrom(next) < one.nearest;
          if (!isNew) looked += one.steps;
          if (isNew || !passes(one, next)) add(next, one);
        }
    }
  }
  return { found: found.toSorted(byLengthAndNodes), more: false };
}

/** Last name first, so that the first name is taken up first. */
function nextOf({ offsets, targets }: Adjacency, node: number): Int32Array {
  return targets.slice(offsets[node], offsets[node + 1]).reverse();
}

function passes(last: Beginning, node: number): boolean {
  for (let one: Beginning | undefined = last; one !== undefined; one = one.before)
    if (one.node === node) return true;
  return false;
}

function pathOf(last: Beginning): readonly number[] {
  const path: number[] = [];
  for (let one: Beginning | undefined = last; one !== undefined; one = one.before)
    path.push(one.node);
  return path.reverse();
}

/** The steps from a node to each other, -1 where no way leads. */
function distances({ names, offsets, targets }: Adjacency, start: number): Int32Array {
  const distance = new Int32Array(names.length).fill(-1);
  distance[start] = 0;
  const queue = [start];
  for (const node of queue)
    for (let at = offsets[node] ?? 0; at < (offsets[node + 1] ?? 0); at += 1) {
      const to = targets[at] ?? 0;
      if (distance[to] !== -1) continue;
      distance[to] = (distance[node] ?? 0) + 1;
      queue.push(to);
    }
  return distance;
}

function byLengthAndNodes(a: readonly number[], b: readonly number[]): number {
  const apart = a.findIndex((node, at) => node !== b[at]);
  return a.length - b.length || (a[apart] ?? 0) - (b[apart] ?? 0);
}
