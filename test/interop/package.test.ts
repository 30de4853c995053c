import { afterAll, describe, expect, test } from "vitest";

import { edgeCases, largeCases } from "../chart/golden/edges.ts";
import { generatedCases } from "../chart/golden/generate.ts";
import type { Judged } from "../chart/golden/golden.ts";
import { count, designs, faults, judgeAll } from "../chart/golden/golden.ts";
import { ownCases } from "../chart/golden/own.ts";
import { realCases } from "../chart/golden/real.ts";
import { peersNamed } from "./support/peers.ts";
import { table } from "./support/table.ts";

const groups = {
  generated: generatedCases(260),
  "as people write them": [...realCases, ...ownCases],
  "corners of the loader": [...edgeCases, ...largeCases],
};
const rows: string[][] = [];

for (const { label, path, present } of peersNamed("helm")) {
  describe.skipIf(!present)(`packages beside ${label}`, () => {
    for (const [group, cases] of Object.entries(groups)) {
      test(group, { timeout: 600_000 }, async () => {
        const judged = await judgeAll(path, cases);
        rows.push(...rowsOf(label, group, judged));
        expect(faults(judged)).toEqual([]);
        expect(count(judged, "equal")).toBeGreaterThan(cases.length / 3);
      });
    }
  });
}

afterAll(() => {
  const head = ["helm", "charts", "cases", "equal", "both refuse", "on purpose", "why"];
  console.log(table([head, ...rows]));
});

function rowsOf(label: string, group: string, judged: readonly Judged[]): string[][] {
  const kinds = ["equal", "both refuse", "by design"] as const;
  const counts = kinds.map((kind) => String(count(judged, kind)));
  const [first = "", ...others] = designs(judged);
  const none = ["", "", "", "", "", ""];
  return [
    [label, group, String(judged.length), ...counts, first],
    ...others.map((why) => [...none, why]),
  ];
}
