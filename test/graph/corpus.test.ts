import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, test } from "vitest";

import { analyse, dependsGraph } from "../../src/graph/index.ts";
import type { GraphAnalysis } from "../../src/graph/index.ts";
import { diskTree, loadWorkspace } from "../../src/workspace/index.ts";

const corpus =
  process.env["BP_CORPUS"] ?? join(import.meta.dirname, "../../../shared/corpus/openova");

/** The items of `depends` by the shape of their lines alone: `  - blueprint: x` or `  - x` below a line `  depends:`. */
function itemsByLine(text: string): { objects: number; strings: number } {
  const block = /^  depends:\n((?:(?: {4,}.*|\s*#.*|\s*)\n)*)/mu.exec(text)?.[1] ?? "";
  return {
    objects: [...block.matchAll(/^ {4}- blueprint:/gmu)].length,
    strings: [...block.matchAll(/^ {4}- (?!blueprint:)\S+/gmu)].length,
  };
}

describe.skipIf(!existsSync(corpus))(`the depends graph of a real tree (${corpus})`, () => {
  const files = globSync("{platform,products}/*/{,chart/}blueprint.yaml", { cwd: corpus });
  const counts = files.map((file) => itemsByLine(readFileSync(join(corpus, file), "utf8")));
  const sum = (pick: (count: (typeof counts)[number]) => number): number =>
    counts.reduce((all, count) => all + pick(count), 0);
  let found: GraphAnalysis;
  let strings: number;

  beforeAll(async () => {
    const { units } = await loadWorkspace(diskTree(corpus), { roots: ["platform", "products"] });
    const items = units.flatMap((unit) => unit.blueprint?.depends ?? []);
    strings = items.filter((item) => item.written === "string").length;
    found = analyse(dependsGraph(units));
  });

  test("has as many nodes, edges and strings as the lines of its files", () => {
    expect(found.nodes).toHaveLength(files.length);
    expect(found.edges).toHaveLength(sum(({ objects, strings: bare }) => objects + bare));
    expect(strings).toBe(sum((count) => count.strings));
    expect([found.nodes.length, found.edges.length, strings]).toEqual([48, 40, 3]);
  });

  test("lacks nothing, and is without cycles", () => {
    expect([found.missing, found.unsatisfied, found.cycles, found.blocked]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(found.waves.flat()).toHaveLength(48);
    expect(found.longestChain).toHaveLength(found.waves.length);
  });
});
