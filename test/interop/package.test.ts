import { describe, expect, test } from "vitest";

import { edgeCases, largeCases } from "../chart/golden/edges.ts";
import { generatedCases } from "../chart/golden/generate.ts";
import type { Judged } from "../chart/golden/golden.ts";
import { count, faults, judgeAll } from "../chart/golden/golden.ts";
import { ownCases } from "../chart/golden/own.ts";
import { realCases } from "../chart/golden/real.ts";
import { packagesPage } from "./support/packages-page.ts";
import { peersNamed, wantedPeers } from "./support/peers.ts";

const groups = {
  generated: generatedCases(260),
  "as people write them": realCases,
  "corners of the loader": [...edgeCases, ...largeCases],
};
/** Each of another major version, and so each with a page. */
const newest = new Set(wantedPeers(false).map(({ version }) => version));

for (const { label, version, path, present } of peersNamed("helm")) {
  describe.skipIf(!present)(`packages beside ${label}`, () => {
    const judged = new Map<string, readonly Judged[]>();

    for (const [group, cases] of Object.entries(groups)) {
      test(group, { timeout: 600_000 }, async () => {
        const found = await judgeAll(path, cases);
        judged.set(group, found);
        expect(faults(found)).toEqual([]);
        expect(count(found, "equal")).toBeGreaterThan(cases.length / 3);
      });
    }

    test("the charts of this repository", { timeout: 600_000 }, async () => {
      expect(faults(await judgeAll(path, ownCases))).toEqual([]);
    });

    test.runIf(newest.has(version))("the page in docs/ says what came out", async () => {
      const page = packagesPage(label, judged);
      console.log(page);
      const [major = ""] = version.split(".");
      await expect(page).toMatchFileSnapshot(`../../docs/beside-helm-${major}.md`);
    });
  });
}
