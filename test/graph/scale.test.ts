import { describe, expect, test } from "vitest";

import type { Adjacency } from "../../src/graph/adjacency.ts";
import { components, knots } from "../../src/graph/components.ts";
import {
  breaks,
  cycles,
  graphOf,
  longestChain,
  paths,
  reduction,
  waves,
} from "../../src/graph/index.ts";
import type { Graph, Remedy } from "../../src/graph/index.ts";
import { adjacencyOf } from "../../src/graph/numbering.ts";
import { shortestCycle } from "../../src/graph/shortest-cycle.ts";
import { edge } from "./support.ts";

const large = 100_000;

function numbered(size: number, arrows: Iterable<readonly [number, number]>): Graph {
  const names = Array.from({ length: size }, (_, at) => `n${String(at).padStart(6, "0")}`);
  const nodes = names.map((name) => ({
    name,
    version: "1.0.0",
    folder: name,
    file: `${name}.yaml`,
  }));
  const edges = Array.from(arrows, ([from, to]) => edge(names[from] ?? "", names[to] ?? "", 1));
  return graphOf(nodes, edges);
}

function arrowsOf(size: number, target: (node: number, at: number) => number): [number, number][] {
  return Array.from({ length: size }, (_, at) => [at % large, target(at % large, at)]);
}

const twoPhases = (): Remedy => ({ kind: "phases", before: [], after: [] });

/** Asks everything of a graph; what comes back is looked at elsewhere. */
function askAll(graph: Graph): { readonly chain: number; readonly deferred: number } {
  cycles(graph);
  waves(graph);
  reduction(graph);
  const [first = "", last = ""] = [graph.nodes[0]?.name, graph.nodes.at(-1)?.name];
  paths(graph, [first, last], 1);
  const deferred = breaks(graph, twoPhases).flatMap((one) => one.deferred).length;
  return { chain: longestChain(graph).length, deferred };
}

describe("a hundred thousand nodes overflow nothing", () => {
  test("in a chain", () => {
    const chain = numbered(
      large,
      arrowsOf(large - 1, (node) => node + 1),
    );
    expect(askAll(chain)).toEqual({ chain: large, deferred: 0 });
    expect(paths(chain, ["n000000", "n099999"], 1).paths[0]).toHaveLength(large - 1);
  });

  test("in a ring", () => {
    const ring = numbered(
      large,
      arrowsOf(large, (node) => (node + 1) % large),
    );
    expect(askAll(ring)).toEqual({ chain: 0, deferred: 1 });
    expect(cycles(ring)[0]?.names).toHaveLength(large);
  });

  test("around one", () => {
    const star = numbered(large, arrowsOf(large - 1, (node) => (node === 0 ? 1 : 0)).slice(1));
    expect(askAll(star)).toEqual({ chain: 2, deferred: 0 });
  });

  test("in pairs", () => {
    const pairs = numbered(
      large,
      arrowsOf(large, (node) => node ^ 1),
    );
    expect(askAll(pairs).deferred).toBe(large / 2);
    expect(cycles(pairs)).toHaveLength(large / 2);
  });

  test("in layers, with half a million edges", () => {
    const layered = numbered(
      large,
      arrowsOf(5 * large, (node, at) => Math.max(0, node - 1 - ((at * 7919) % 3001))),
    );
    expect(layered.edges).toHaveLength(5 * large);
    // All five of the first lead to itself.
    expect(askAll(layered).deferred).toBe(5);
  });
});

/** The array, with a count of how often one of its numbers is read. */
function counted(array: Int32Array, count: () => void): Int32Array {
  return new Proxy(array, {
    get(target, key) {
      if (typeof key === "string" && /^\d/u.test(key)) count();
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

/** How often a question reads an arrow, or where a node's arrows begin, for each node and arrow there is. */
function readsOf(size: number, ask: (graph: Adjacency) => unknown): number {
  const arrows = Array.from({ length: 5 * size }, (_, at): [number, number] => [
    at % size,
    (at * 7919 + 13) % size,
  ]);
  const { names, offsets, targets } = adjacencyOf(numbered(size, arrows));
  let reads = 0;
  const count = (): void => {
    reads += 1;
  };
  ask({ names, offsets: counted(offsets, count), targets: counted(targets, count) });
  return reads / (size + targets.length);
}

describe("what is linear reads no arrow more often in a larger graph", () => {
  test.each([
    ["components", components, 4],
    ["knots", (graph: Adjacency): unknown => knots(graph, components(graph)), 5],
    ["shortest cycle", shortestCycle, 12],
  ] as const)("%s", (_, ask: (graph: Adjacency) => unknown, most) => {
    const [small, larger] = [readsOf(500, ask), readsOf(8000, ask)];
    expect(small).toBeLessThan(most);
    expect(larger).toBeLessThan(small * 1.5 + 1);
  });

  test.each([
    ["cycles", cycles],
    ["waves", waves],
    ["longest chain", longestChain],
    ["reduction", reduction],
    ["breaks", (graph: Graph): unknown => breaks(graph, twoPhases)],
  ] as const)("%s looks at each edge's ends a few times", (_, ask: (graph: Graph) => unknown) => {
    const reads = (size: number): number => {
      const bare = numbered(
        size,
        arrowsOf(3 * size, (node, at) => (node * 31 + at) % size).filter(([from]) => from < size),
      );
      let count = 0;
      const edges = bare.edges.map((one) => ({
        ...one,
        get from() {
          count += 1;
          return one.from;
        },
        get to() {
          count += 1;
          return one.to;
        },
      }));
      ask({ nodes: bare.nodes, edges });
      return count / edges.length;
    };
    expect(reads(4000)).toBeLessThanOrEqual(reads(400) + 0.5);
    expect(reads(4000)).toBeLessThan(16);
  });
});
