import { assert, property } from "fast-check";
import { expect, test } from "vitest";

import type { Catalogue } from "./catalogue.ts";
import { solveFor } from "./catalogue.ts";
import type { Choice } from "./exhaustive.ts";
import { bestOf, everySolution } from "./exhaustive.ts";
import { catalogues, wantedSome } from "./random.ts";

function chosen(catalogue: Catalogue, ...wanted: readonly string[]): Choice | string {
  const { resolution } = solveFor(catalogue, ...wanted);
  if (resolution.kind !== "solution") return resolution.kind;
  return Object.fromEntries(
    resolution.chosen.map(({ blueprint, version }) => [blueprint, version]),
  );
}

test("the highest that satisfies all who want it", () => {
  const catalogue: Catalogue = {
    shop: { "1.0.0": ["cms ^1", "db ^1.2"] },
    cms: { "2.0.0": [], "1.5.0": ["db <1.4"], "1.0.0": [] },
    db: { "2.0.0": [], "1.4.0": [], "1.3.0": [], "1.1.0": [] },
  };
  expect(chosen(catalogue, "shop")).toEqual({ shop: "1.0.0", cms: "1.5.0", db: "1.3.0" });
});

test("an older version of what comes later, where the newest has no way on", () => {
  const catalogue: Catalogue = {
    shop: { "1.0.0": ["cms", "db ^1"] },
    cms: { "3.0.0": ["db ^2"], "2.0.0": ["queue"], "1.0.0": ["db ^1"] },
    db: { "2.0.0": [], "1.0.0": [] },
  };
  expect(chosen(catalogue, "shop")).toEqual({ shop: "1.0.0", cms: "1.0.0", db: "1.0.0" });
});

test("nothing that nobody wants, and circles are no fault", () => {
  const catalogue: Catalogue = {
    a: { "1.0.0": ["b"] },
    b: { "2.0.0": ["c"], "1.0.0": ["a ^1"] },
    d: { "1.0.0": [] },
  };
  expect(chosen(catalogue, "a")).toEqual({ a: "1.0.0", b: "1.0.0" });
  expect(chosen({ a: { "1.0.0": ["a ^2"] } }, "a")).toBe("conflict");
  expect(chosen({}, "a")).toBe("conflict");
  expect(chosen({})).toEqual({});
});

test("only what may be needed is asked, and what can be asked at once is", () => {
  const catalogue: Catalogue = {
    shop: { "2.0.0": ["cms", "db"], "1.0.0": ["old"] },
    cms: { "2.0.0": [], "1.0.0": [] },
    db: { "1.0.0": [] },
  };
  expect(solveFor(catalogue, "shop").rounds).toEqual([
    { versions: ["shop"], wants: [] },
    { versions: [], wants: [{ blueprint: "shop", version: "2.0.0" }] },
    { versions: ["cms", "db"], wants: [] },
    {
      versions: [],
      wants: [
        { blueprint: "cms", version: "2.0.0" },
        { blueprint: "db", version: "1.0.0" },
      ],
    },
  ]);
});

test("what trying every combination finds: the same solution, or a conflict", () => {
  assert(
    property(catalogues, wantedSome, (catalogue, wanted) => {
      const solutions = everySolution(catalogue, wanted);
      const best = bestOf(solutions, catalogue, wanted);
      expect(chosen(catalogue, ...wanted)).toEqual(best ?? "conflict");
    }),
    { numRuns: 2000 },
  );
});
