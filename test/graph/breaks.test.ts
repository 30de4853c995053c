import { array, assert, boolean, constantFrom, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";

import { breaks, cycles, remedyCost } from "../../src/graph/index.ts";
import type { Break, Graph, GraphEdge, Remedy } from "../../src/graph/index.ts";
import { arrowsOf } from "./random.ts";
import { graphOf } from "./support.ts";

/** A condition is a toggle, everything else takes two phases. */
function remedyOf({ from, to, optional, file, line }: GraphEdge): Remedy {
  return {
    kind: optional ? "toggle" : "phases",
    before: [{ file, line, text: `${from} without ${to}` }],
    after: [{ file, line, text: `${from} with ${to}` }],
  };
}

function split(edge: GraphEdge): Remedy {
  return { ...remedyOf(edge), kind: "split", adds: "new" };
}

function drop(edge: GraphEdge): Remedy {
  return { ...remedyOf(edge), kind: "drop", after: [] };
}

function optional(graph: Graph, ...arrows: readonly string[]): Graph {
  const edges = graph.edges.map((edge) => ({
    ...edge,
    optional: arrows.includes(`${edge.from}>${edge.to}`),
  }));
  return { ...graph, edges };
}

function deferred(graph: Graph): string[][] {
  return breaks(graph, remedyOf).map((one) => arrowsOf(one.deferred.map(({ edge }) => edge)));
}

describe("breaking circles", () => {
  test("there is nothing to break where there is none", () => {
    expect(breaks(graphOf("a>b", "b>c", "a>c"), remedyOf)).toEqual([]);
  });

  test("one edge of each component, of equally cheap ones always the same", () => {
    expect(deferred(graphOf("a>b", "b>a", "x>y", "y>z", "z>x"))).toEqual([["a>b"], ["y>z"]]);
  });

  test("the edge that opens two circles at once", () => {
    expect(deferred(graphOf("a>b", "b>c", "c>a", "b>d", "d>a"))).toEqual([["a>b"]]);
  });

  test("two switches before one edge that takes two phases", () => {
    const graph = graphOf("a>b", "b>c", "c>a", "b>d", "d>a");
    expect(deferred(optional(graph, "c>a", "d>a"))).toEqual([["c>a", "d>a"]]);
  });

  test("both of two edges between the same two", () => {
    const graph = graphOf("a>b", "b>a", "b>a", "a>b", "a>b");
    expect(deferred(graph)).toEqual([["b>a", "b>a"]]);
  });

  test("phases: first all in order without the edges, then what they hold back", () => {
    const graph = optional(graphOf("a>b", "b>c", "c>a", "c>d", "x>a"), "c>a");
    expect(breaks(graph, remedyOf)).toMatchObject([
      {
        names: ["a", "b", "c"],
        edges: 3,
        cost: 1,
        atLeast: 1,
        phases: [
          {
            edits: [{ file: "c.yaml", line: 3, text: "c without a" }],
            install: [["c"], ["b"], ["a"]],
          },
          { edits: [{ file: "c.yaml", line: 3, text: "c with a" }], install: [["c"]] },
        ],
      },
    ]);
  });

  test("what a remedy adds is installed last; what it only takes away needs no second phase", () => {
    expect(breaks(graphOf("a>b", "b>a"), split)[0]?.phases[1]?.install).toEqual([["new"]]);
    expect(breaks(graphOf("a>a"), drop)[0]?.phases).toHaveLength(1);
  });
});

function isOpen(graph: Graph, out: ReadonlySet<GraphEdge>): boolean {
  return cycles({ ...graph, edges: graph.edges.filter((edge) => !out.has(edge)) }).length === 0;
}

function costOf(edges: Iterable<GraphEdge>): number {
  return [...edges].reduce((sum, edge) => sum + remedyCost[remedyOf(edge).kind], 0);
}

/** By trying every choice of edges. */
function cheapest(graph: Graph): number {
  const choices = Array.from({ length: 2 ** graph.edges.length }, (_, bits) =>
    graph.edges.filter((_, at) => ((bits >> at) & 1) === 1),
  );
  const open = choices.filter((choice) => isOpen(graph, new Set(choice)));
  return Math.min(...open.map(costOf));
}

function laterFirst({ phases, names }: Break<GraphEdge>, edges: readonly GraphEdge[]): void {
  const waveOf = new Map(
    phases[0]?.install.flatMap((wave, at) => wave.map((name) => [name, at] as const)),
  );
  expect([...waveOf.keys()].toSorted()).toEqual([...names].toSorted());
  for (const { from, to } of edges)
    if (waveOf.has(from) && waveOf.has(to))
      expect(waveOf.get(from)).toBeGreaterThan(waveOf.get(to) ?? Infinity);
}

test("no choice of edges costs less, and the phases keep all the others", () => {
  const name = constantFrom("a", "b", "c", "d");
  const words = array(tuple(name, name, boolean()), { maxLength: 8 });
  assert(
    property(words, (triples) => {
      const bare = graphOf(...triples.map(([from, to]) => `${from}>${to}`));
      const edges = bare.edges.map((edge, at) => ({
        ...edge,
        optional: triples[at]?.[2] ?? false,
      }));
      const graph = { ...bare, edges };
      const found = breaks(graph, remedyOf);
      const out = new Set(found.flatMap((one) => one.deferred.map(({ edge }) => edge)));
      expect(isOpen(graph, out)).toBe(true);
      expect(costOf(out)).toBe(cheapest(graph));
      for (const one of found) {
        expect([one.cost, one.atLeast]).toEqual([
          costOf(one.deferred.map(({ edge }) => edge)),
          one.cost,
        ]);
        laterFirst(
          one,
          edges.filter((edge) => !out.has(edge)),
        );
      }
    }),
  );
});
