import { describe, expect, test } from "vitest";

import { newSigner } from "../app/support/publishing.ts";
import { sourceOf } from "../app/support/workspace.ts";
import { temporary, unit } from "../support/workspace.ts";
import { faults } from "./faults.ts";
import type { Cell, Place } from "./matrix.ts";
import { placesOf, tried } from "./matrix.ts";
import type { OpenSetting } from "./setting.ts";
import { ownRegistry, plans } from "./setting.ts";

/** Every fault, each at another place of a publish. The whole matrix is part of the interop suite. */
function sampleOf(places: readonly Place[], shift: number): readonly Cell[] {
  return faults.flatMap((fault, index) => {
    const fitting = places.filter((place) => fault.fits(place));
    const place = fitting[((index + shift) * 17) % fitting.length];
    return place === undefined || index % 2 !== shift % 2 ? [] : [{ place, fault }];
  });
}

async function inSetting(
  referrers: keyof typeof plans,
  use: (setting: OpenSetting) => Promise<void>,
): Promise<void> {
  const what = { source: await sourceOf(unit("products/shop")), signer: await newSigner() };
  const setting = await ownRegistry(temporary(), what, plans[referrers]);
  try {
    await use(setting);
  } finally {
    await setting.close();
  }
}

describe.each([
  ["native", 0],
  ["fallback", 1],
] as const)("a publish to a registry with %s referrers", (referrers, shift) => {
  test.each([false, true])(
    "ends as it should, the fault lasting: %s",
    { timeout: 180_000 },
    (lasting) =>
      inSetting(referrers, async (setting) => {
        const sample = sampleOf(await placesOf(setting), shift);
        const some = lasting ? sample.filter((_, index) => index % 3 === 0) : sample;
        expect(some.length).toBeGreaterThan(3);
        for (const { place, fault } of some) {
          const where = `${fault.name} at ${place.kind} ${place.nth}`;
          const { wrong, exitCode } = await tried(setting, { place, fault }, lasting);
          expect(wrong, `${where}: exit code ${exitCode}`).toBeUndefined();
        }
      }),
  );
});
