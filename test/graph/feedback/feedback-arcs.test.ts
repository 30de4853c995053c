import { array, assert, integer, property, tuple } from "fast-check";
import type { Arbitrary } from "fast-check";
import { describe, expect, test } from "vitest";

import { boundedArcs } from "../../../src/graph/feedback/bounded.ts";
import { feedbackArcs } from "../../../src/graph/feedback/feedback-arcs.ts";
import type { Weighted } from "../../../src/graph/feedback/weighted.ts";

/** From, to and weight of each arrow. */
type Arrow = readonly [number, number, number];

function weighted(size: number, arrows: readonly Arrow[]): Weighted {
  return {
    size,
    from: Int32Array.from(arrows, ([from]) => from),
    to: Int32Array.from(arrows, ([, to]) => to),
    weight: Int32Array.from(arrows, ([, , weight]) => weight),
  };
}

function randomWeighted(size: number, most: number): Arbitrary<readonly Arrow[]> {
  const node = integer({ min: 0, max: size - 1 });
  return array(tuple(node, node, integer({ min: 1, max: 9 })), { maxLength: most });
}

/** The cheapest sum of arrows against an order, over every order. */
function cheapest(size: number, arrows: readonly Arrow[]): number {
  const loops = arrows.filter(([from, to]) => from === to);
  const cost = (order: readonly number[]): number =>
    arrows.reduce(
      (sum, [from, to, weight]) => (order.indexOf(from) < order.indexOf(to) ? sum + weight : sum),
      0,
    );
  const orders = (rest: readonly number[]): readonly (readonly number[])[] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((node) =>
          orders(rest.filter((other) => other !== node)).map((order) => [node, ...order]),
        );
  const nodes = Array.from({ length: size }, (_, at) => at);
  return (
    Math.min(...orders(nodes).map(cost)) + loops.reduce((sum, [, , weight]) => sum + weight, 0)
  );
}

function hasCircle(size: number, arrows: readonly Arrow[]): boolean {
  let left = [...arrows];
  for (let round = 0; round < size; round += 1)
    left = left.filter(([, to]) => left.some(([from]) => from === to));
  return left.length > 0;
}

function check(
  size: number,
  arrows: readonly Arrow[],
  exact?: number,
): ReturnType<typeof feedbackArcs> {
  const found = feedbackArcs(weighted(size, arrows), exact);
  const out = new Set(found.arcs);
  const kept = arrows.filter((_, at) => !out.has(at));
  expect(hasCircle(size, kept)).toBe(false);
  for (const arc of found.arcs) {
    const arrow = arrows[arc];
    if (arrow !== undefined) expect(hasCircle(size, [...kept, arrow])).toBe(true);
  }
  expect(found.weight).toBe(found.arcs.reduce((sum, arc) => sum + (arrows[arc]?.[2] ?? 0), 0));
  return found;
}

describe("the cheapest arrows that leave no circle", () => {
  test("are none where there is none, and loops in any case", () => {
    expect(
      check(3, [
        [0, 1, 1],
        [1, 2, 1],
        [0, 2, 1],
      ]),
    ).toEqual({ arcs: [], weight: 0, atLeast: 0 });
    expect(
      check(2, [
        [0, 0, 7],
        [0, 1, 1],
      ]),
    ).toEqual({ arcs: [0], weight: 7, atLeast: 7 });
  });

  test("are two cheap ones rather than a dear one", () => {
    const arrows: readonly Arrow[] = [
      [0, 1, 5],
      [1, 2, 2],
      [2, 0, 9],
      [1, 3, 2],
      [3, 0, 9],
    ];
    expect(check(4, arrows)).toEqual({ arcs: [1, 3], weight: 4, atLeast: 4 });
  });

  test("are found in a ring of fifty thousand", () => {
    const size = 50_000;
    const arrows = Array.from({ length: size }, (_, at): Arrow => [
      at,
      (at + 1) % size,
      at === 777 ? 1 : 2,
    ]);
    expect(feedbackArcs(weighted(size, arrows))).toEqual({ arcs: [777], weight: 1, atLeast: 1 });
  });

  test("agree with weighing every order", () => {
    assert(
      property(randomWeighted(6, 16), (arrows) => {
        const best = cheapest(6, arrows);
        const found = check(6, arrows);
        expect([found.weight, found.atLeast]).toEqual([best, best]);
      }),
    );
  });
});

describe("the bounded way", () => {
  test("finds arrows of which none is needless, and never claims too much", () => {
    assert(
      property(randomWeighted(6, 20), (arrows) => {
        const best = cheapest(6, arrows);
        const found = check(6, arrows, 0);
        expect(found.weight).toBeGreaterThanOrEqual(best);
        expect(found.atLeast).toBeLessThanOrEqual(best);
      }),
    );
  });

  test("takes back what closes no circle, in a ring with chords", () => {
    const ring = Array.from({ length: 9 }, (_, at): Arrow => [at, (at + 1) % 9, 5]);
    assert(
      property(randomWeighted(9, 14), (chords) => {
        const arrows = [...ring, ...chords.filter(([from, to]) => from !== to)];
        const { arcs } = boundedArcs(weighted(9, arrows));
        const kept = arrows.filter((_, at) => !arcs.includes(at));
        expect(hasCircle(9, kept)).toBe(false);
        for (const arc of arcs) {
          const arrow = arrows[arc];
          if (arrow !== undefined) expect(hasCircle(9, [...kept, arrow])).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("of forty nodes never beats the best known, and says what it knows", () => {
    assert(
      property(randomWeighted(40, 120), (arrows) => {
        const { weight, atLeast } = check(40, arrows);
        expect(atLeast).toBeLessThanOrEqual(weight);
      }),
      { numRuns: 30 },
    );
  });
});

test("where both can tell, eighteen nodes are no dearer the exact way", () => {
  assert(
    property(randomWeighted(18, 60), (arrows) => {
      const exact = check(18, arrows);
      const bounded = check(18, arrows, 0);
      expect(exact.weight).toBe(exact.atLeast);
      expect(bounded.weight).toBeGreaterThanOrEqual(exact.weight);
      expect(bounded.atLeast).toBeLessThanOrEqual(exact.weight);
    }),
    { numRuns: 20 },
  );
});
