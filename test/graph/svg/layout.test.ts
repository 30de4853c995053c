import { array, assert, integer, property, record } from "fast-check";
import { expect, test } from "vitest";

import { layersOf } from "../../../src/graph/draw/layers.ts";
import { marksOf } from "../../../src/graph/draw/marks.ts";
import { inversions } from "../../../src/graph/draw/svg/crossings.ts";
import { heights } from "../../../src/graph/draw/svg/heights.ts";
import { lanesOf } from "../../../src/graph/draw/svg/lanes.ts";
import type { Lanes } from "../../../src/graph/draw/svg/lanes.ts";
import { layout } from "../../../src/graph/draw/svg/layout.ts";
import { measure } from "../../../src/graph/draw/svg/measures.ts";
import { ordered } from "../../../src/graph/draw/svg/ordering.ts";
import type { Picture } from "../../../src/graph/draw/svg/picture.ts";
import { squeezed } from "../../../src/graph/draw/svg/squeeze.ts";
import type { Graph } from "../../../src/graph/index.ts";
import { waves } from "../../../src/graph/index.ts";
import { randomGraph } from "../random.ts";
import { graphOf } from "../support.ts";

function pictureOf(graph: Graph): Picture {
  return layout(graph, marksOf(graph, {}));
}

function lanes(graph: Graph): Lanes {
  const { columnOf } = layersOf(graph, new Set());
  const plain = { fault: undefined, deferred: false, planned: false };
  return lanesOf(
    columnOf,
    graph.edges.map((edge) => ({ edge, ...plain })),
  );
}

test("boxes stand in the column of their wave, in no other box and on no other line", () => {
  assert(
    property(randomGraph, (graph) => {
      const picture = pictureOf(graph);
      const known = new Set(waves(graph).blocked);
      for (const [wave, names] of waves(graph).waves.entries())
        for (const box of picture.boxes.filter(
          ({ name }) => names.includes(name) && !known.has(name),
        ))
          expect(picture.columns.findIndex(({ x }) => x === box.x)).toBe(wave);
      const all = [...picture.boxes, ...picture.alone];
      for (const [at, one] of all.entries())
        for (const other of all.slice(at + 1)) {
          const beside = one.x + one.width <= other.x || other.x + other.width <= one.x;
          expect(beside || Math.abs(one.y - other.y) >= measure.box).toBe(true);
        }
      for (const { points } of picture.tracks)
        for (const point of points.slice(1, -1))
          for (const box of picture.boxes.filter(({ x }) => x === point.left))
            expect(Math.abs(box.y - point.y)).toBeGreaterThanOrEqual(measure.box / 2);
    }),
  );
});

test("lines go from column to column, from what is needed to what needs it or the other way round", () => {
  assert(
    property(randomGraph, (graph) => {
      const picture = pictureOf(graph);
      const boxOf = new Map(picture.boxes.map((box) => [box.name, box]));
      expect(picture.tracks.length + picture.loops.length).toBe(graph.edges.length);
      for (const { line, points, against } of picture.tracks) {
        const [left, right] = against
          ? [line.edge.from, line.edge.to]
          : [line.edge.to, line.edge.from];
        expect([points[0]?.y, points.at(-1)?.y]).toEqual([boxOf.get(left)?.y, boxOf.get(right)?.y]);
        const columns = points.map((point) =>
          picture.columns.findIndex(({ x }) => x === point.left),
        );
        expect(columns).toEqual(columns.map((_, at) => (columns[0] ?? 0) + at));
        for (const { y } of points) expect(y).toBeLessThanOrEqual(picture.height);
      }
    }),
  );
});

/** How often links cross, pair by pair. */
function crossed({ links, items }: Lanes, order: readonly (readonly number[])[]): number {
  const place = new Map(order.flatMap((column) => column.map((item, at) => [item, at] as const)));
  return links.reduce(
    (sum, one, at) =>
      sum +
      links.slice(at + 1).filter((other) => {
        if (items[one.left]?.column !== items[other.left]?.column) return false;
        const left = (place.get(one.left) ?? 0) - (place.get(other.left) ?? 0);
        const right = (place.get(one.right) ?? 0) - (place.get(other.right) ?? 0);
        return left * right < 0;
      }).length,
    0,
  );
}

test("the order found keeps every item in its column, and crosses no more than the one given", () => {
  assert(
    property(randomGraph, (graph) => {
      const given = lanes(graph);
      const order = ordered(given);
      expect(order.map((column) => column.toSorted((a, b) => a - b))).toEqual(
        given.columns.map((column) => [...column].toSorted((a, b) => a - b)),
      );
      expect(crossed(given, order)).toBeLessThanOrEqual(crossed(given, given.columns));
    }),
  );
});

test("two lines that cross are uncrossed, and what does not hang together is not mixed", () => {
  const order = ordered(lanes(graphOf("c>b", "d>a")));
  expect(crossed(lanes(graphOf("c>b", "d>a")), order)).toBe(0);
  const apart = lanes(graphOf("b>a", "d>c", "f>a", "e>c"));
  const named = ordered(apart).map((column) => column.map((item) => apart.items[item]?.name));
  expect(named.map((column) => column.join(""))).toEqual(["ac", "bfde"].map((text) => text));
});

test("a tangle comes out with a fraction of its crossings", () => {
  const tangle = Array.from({ length: 40 }, (_, at) => [
    `b${String((at * 17) % 40).padStart(2, "0")}>a${String(at).padStart(2, "0")}`,
    `b${String((at * 17) % 40).padStart(2, "0")}>a${String((at + 1) % 40).padStart(2, "0")}`,
  ]).flat();
  const given = lanes(graphOf(...tangle));
  expect(crossed(given, given.columns)).toBeGreaterThan(700);
  expect(crossed(given, ordered(given))).toBeLessThan(200);
});

test("heights keep the order and the distances", () => {
  assert(
    property(randomGraph, integer({ min: 1, max: 50 }), (graph, distance) => {
      const given = lanes(graph);
      const order = ordered(given);
      const y = heights(given, order, () => distance);
      for (const column of order)
        for (const [at, item] of column.slice(1).entries())
          expect((y[item] ?? 0) - (y[column[at] ?? 0] ?? 0)).toBeGreaterThan(distance - 1e-6);
    }),
  );
});

test("a line through many columns is straight where nothing is in its way", () => {
  const given = lanes(graphOf("a>b", "b>c", "c>d", "d>e", "a>e"));
  const y = heights(given, ordered(given), () => 10);
  const points = given.items.flatMap(({ name }, at) => (name === undefined ? [y[at] ?? 0] : []));
  expect(points).toHaveLength(3);
  for (const height of points) expect(height).toBeCloseTo(points[0] ?? 0, 3);
});

test("bands in which nothing stands are no wider than they may be, and everything else stays", () => {
  const extent = record({ y: integer({ min: 0, max: 200 }), half: integer({ min: 0, max: 9 }) });
  assert(
    property(array(extent, { maxLength: 12 }), integer({ min: 0, max: 30 }), (extents, most) => {
      const after = squeezed(extents, most).map((y, at) => ({ y, half: extents[at]?.half ?? 0 }));
      const inOrder = after.toSorted((a, b) => a.y - a.half - (b.y - b.half));
      let reached = inOrder[0] === undefined ? 0 : inOrder[0].y - inOrder[0].half;
      for (const { y, half } of inOrder) {
        expect(y - half - reached).toBeLessThanOrEqual(most);
        reached = Math.max(reached, y + half);
      }
      for (const [at, one] of extents.entries())
        for (const [index, other] of extents.entries()) {
          const gap = other.y - other.half - (one.y + one.half);
          const now = (after[index]?.y ?? 0) - other.half - ((after[at]?.y ?? 0) + one.half);
          if (gap >= 0) expect(now).toBeGreaterThanOrEqual(Math.min(gap, most));
        }
    }),
  );
});

test("inversions are the pairs in the wrong order", () => {
  assert(
    property(array(integer({ min: 0, max: 9 })), (numbers) => {
      const pairs = numbers.flatMap((one, at) =>
        numbers.slice(at + 1).filter((other) => one > other),
      );
      expect(inversions(numbers)).toBe(pairs.length);
    }),
  );
});
