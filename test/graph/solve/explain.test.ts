import { assert, property } from "fast-check";
import { expect, test } from "vitest";

import { explain } from "../../../src/graph/index.ts";
import type { Conflict } from "../../../src/graph/index.ts";
import type { Catalogue } from "./catalogue.ts";
import { solveFor } from "./catalogue.ts";
import { everySolution } from "./exhaustive.ts";
import { catalogues, wantedSome } from "./random.ts";

function conflictOf(catalogue: Catalogue, ...wanted: readonly string[]): Conflict | undefined {
  const { resolution } = solveFor(catalogue, ...wanted);
  return resolution.kind === "conflict" ? resolution.conflict : undefined;
}

function told(catalogue: Catalogue, ...wanted: readonly string[]): readonly string[] {
  const conflict = conflictOf(catalogue, ...wanted);
  return conflict === undefined ? [] : explain(conflict);
}

test("two who want different things of a third", () => {
  const catalogue: Catalogue = {
    shop: { "1.2.0": ["cms ^2", "db ^2"] },
    cms: { "2.1.0": ["db ^1.4"], "2.0.1": ["db ^1.4"], "2.0.0": ["db ^1.4"], "1.0.0": [] },
    db: { "2.0.0": [], "1.6.0": [], "1.5.0": [], "1.4.0": [], "1.0.0": [] },
  };
  expect(told(catalogue, "shop")).toEqual([
    "no version of db is in every range that is wanted",
    "you want shop",
    "shop 1.2.0 wants cms ^2",
    "shop 1.2.0 wants db ^2",
    "cms (2.0.0 to 2.1.0) wants db ^1.4",
    "db is published as 1.0.0 to 2.0.0",
  ]);
});

test("what nobody publishes, and what there is no such version of", () => {
  const catalogue: Catalogue = {
    shop: { "2.0.0": ["cms"], "1.0.0": ["db ^9"] },
    db: { "1.0.0": [] },
  };
  expect(told(catalogue, "shop ^2")).toEqual([
    "nobody publishes cms",
    "you want shop ^2",
    "shop 2.0.0 wants cms",
  ]);
  expect(told(catalogue, "shop ^1")).toEqual([
    "no version of db is in the range that is wanted",
    "you want shop ^1",
    "shop 1.0.0 wants db ^9",
    "db is published as 1.0.0",
  ]);
  expect(told({}, "shop")).toEqual(["nobody publishes shop", "you want shop"]);
  expect(told(catalogue, "db ^1", "db ^2")).toEqual([
    "no version of db is in the range that is wanted",
    "you want db ^2",
    "db is published as 1.0.0",
  ]);
});

test("versions that want different things, and what only some of them take", () => {
  const catalogue: Catalogue = {
    app: { "1.0.0": ["db ^1", "cms"] },
    cms: { "3.0.0": ["db ^2"], "2.0.0": ["db ^1", "queue"], "1.0.0": ["db ^3"] },
    db: { "3.0.0": [], "2.0.0": [], "1.0.0": [] },
    queue: { "1.0.0": ["db ^2"] },
  };
  expect(told(catalogue, "app")).toEqual([
    "no version of db is in every range that is wanted",
    "you want app",
    "app 1.0.0 wants db ^1",
    "app 1.0.0 wants cms",
    "only cms 2.0.0 takes such a db",
    "cms 2.0.0 wants queue",
    "queue 1.0.0 wants db ^2",
    "db is published as 1.0.0 to 3.0.0",
  ]);
});

test("where it takes a choice to see, the newest are the example", () => {
  const catalogue: Catalogue = {
    app: { "1.0.0": ["a", "b", "c"] },
    a: { "2.0.0": ["b ^1"], "1.0.0": ["b ^2"] },
    b: { "2.0.0": ["c ^1"], "1.0.0": ["c ^2"] },
    c: { "2.0.0": ["a ^1"], "1.0.0": ["a ^2"] },
  };
  expect(told(catalogue, "app")).toEqual([
    "no choice of versions gives everyone what they want; with the newest, a cannot be had:",
    "you want app",
    "app 1.0.0 wants a",
    "a 2.0.0 wants b ^1",
    "b 1.0.0 wants c ^2",
    "c 2.0.0 wants a ^1",
    "no other version of a, b, c helps",
  ]);
});

test("no fact of a conflict can be left out, and the steps end in what there is none of", () => {
  assert(
    property(catalogues, wantedSome, (catalogue, wanted) => {
      const conflict = conflictOf(catalogue, ...wanted);
      if (conflict === undefined) return;
      const lines = explain(conflict);
      expect(lines.length).toBeLessThan(10);
      expect(lines.join("\n")).not.toMatch(/undefined|\(\)|  /u);
      const keys = conflict.facts.map(({ by, blueprint }) => `${by} ${blueprint}`);
      expect(solutionsOf(catalogue, wanted, new Set(keys))).toBe(0);
      for (const key of keys) {
        const rest = new Set(keys.filter((other) => other !== key));
        expect(solutionsOf(catalogue, wanted, rest)).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});

/** How many solutions there are to these facts alone. */
function solutionsOf(
  catalogue: Catalogue,
  wanted: readonly string[],
  facts: ReadonlySet<string>,
): number {
  const kept = (by: string, wants: readonly string[]): readonly string[] =>
    wants.filter((want) => facts.has(`${by} ${want.split(" ")[0]}`));
  const entries = Object.entries(catalogue).map(([name, versions]) => {
    const own = Object.entries(versions).map(([version, wants]) => [version, kept(name, wants)]);
    return [name, Object.fromEntries(own)] as const;
  });
  return everySolution(Object.fromEntries(entries), kept("you", wanted)).length;
}
