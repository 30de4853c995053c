import { expect, test } from "vitest";

import { explain } from "../../../src/graph/index.ts";
import { solveFor } from "./catalogue.ts";
import { meetsAll } from "./exhaustive.ts";
import { randomNumbers, registry } from "./registry.ts";

const catalogue = registry(7);

/** Some blueprints of the outer part in any version, and two of the inner part in old ones. */
function wanted(seed: number, old: number): readonly string[] {
  const random = randomNumbers(seed);
  const outer = Array.from({ length: 1 + random(4) }, () => `bp-${150 + random(50)}`);
  const inner = Array.from({ length: old }, () => {
    const name = `bp-${random(40)}`;
    const version = Object.keys(catalogue[name] ?? {})[random(20)];
    return `${name} ${random(2) === 0 ? "^" : "~"}${version}`;
  });
  return [...outer, ...inner];
}

test("200 blueprints of 20 versions: what is found meets every want", () => {
  const sizes = Array.from({ length: 12 }, (_, seed) => {
    const wants = wanted(seed, 0);
    const { resolution } = solveFor(catalogue, ...wants);
    if (resolution.kind !== "solution") return 0;
    const pairs = resolution.chosen.map(({ blueprint, version }) => [blueprint, version]);
    const choice = Object.fromEntries(pairs) as Readonly<Record<string, string>>;
    expect(meetsAll(choice, catalogue, wants)).toBe(true);
    return pairs.length;
  });
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  expect(Math.max(...sizes)).toBeGreaterThan(20);
});

test("what cannot be had is explained in fewer than ten lines", () => {
  const lengths = Array.from({ length: 15 }, (_, seed) => {
    const { resolution } = solveFor(catalogue, ...wanted(seed, 2));
    return resolution.kind === "conflict" ? explain(resolution.conflict).length : 0;
  }).filter((length) => length > 0);
  expect(lengths.length).toBeGreaterThan(5);
  expect(Math.max(...lengths)).toBeLessThan(10);
});
