import { afterAll, describe, expect, test } from "vitest";

import { newSigner } from "../app/support/publishing.ts";
import { sourceOf } from "../app/support/workspace.ts";
import type { Cell, Setting } from "../faults/matrix.ts";
import { cellsOf, placesOf, tried } from "../faults/matrix.ts";
import { distributionRegistry, ownRegistry, plans } from "../faults/setting.ts";
import { whyNoDistribution } from "../support/distribution.ts";
import { temporary, unit } from "../support/workspace.ts";
import { table } from "./support/table.ts";

/** Every fault at every request of a publish: how it ended, by exit code. */
interface Row {
  readonly registry: string;
  readonly fault: string;
  readonly cells: number;
  readonly codes: ReadonlyMap<number, number>;
}

const rows: Row[] = [];

/** All cells with --all; else every third, which is every fault and every place. */
const whole = process.env["BP_INTEROP_ALL"] === "1";

afterAll(() => {
  const total = rows.reduce((sum, { cells }) => sum + cells, 0);
  const lines = rows.map(({ registry, fault, cells, codes }) => {
    const ended = [...codes].sort(([a], [b]) => a - b).map(([code, count]) => `${code}: ${count}`);
    return [registry, fault, String(cells), ended.join(", ")];
  });
  console.log(table([["registry", "fault", "cells", "exit codes"], ...lines]));
  console.log(`${total} cells`);
});

const settings = {
  "bp serve, native referrers": ownRegistry,
  "docker-registry, fallback index": distributionRegistry,
} as const;

for (const [registry, start] of Object.entries(settings)) {
  const skipped = start === distributionRegistry && whyNoDistribution !== undefined;
  describe.skipIf(skipped)(registry, () => {
    test.each([false, true])(
      "every fault at every request, lasting: %s",
      { timeout: 7_200_000 },
      async (lasting) => {
        const what = { source: await sourceOf(unit("products/shop")), signer: await newSigner() };
        const setting = await start(temporary(), what, plans.native);
        try {
          const cells = cellsOf(await placesOf(setting));
          const some = cells.filter((_, index) => (whole && !lasting) || index % 3 === 0);
          const wrong = await all(setting, some, { registry, lasting });
          expect(wrong).toEqual([]);
        } finally {
          await setting.close();
        }
      },
    );
  });
}

async function all(
  setting: Setting,
  cells: readonly Cell[],
  { registry, lasting }: { readonly registry: string; readonly lasting: boolean },
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const name of new Set(cells.map(({ fault }) => fault.name))) {
    const codes = new Map<number, number>();
    const own = cells.filter(({ fault }) => fault.name === name);
    for (const cell of own) {
      const ended = await tried(setting, cell, lasting);
      codes.set(ended.exitCode, (codes.get(ended.exitCode) ?? 0) + 1);
      const where = `${name} at ${cell.place.kind} ${cell.place.nth}`;
      if (ended.wrong !== undefined) wrong.push(`${where}: ${ended.exitCode}, ${ended.wrong}`);
    }
    rows.push({
      registry,
      fault: lasting ? `${name}, from there on` : name,
      cells: own.length,
      codes,
    });
  }
  return wrong;
}
