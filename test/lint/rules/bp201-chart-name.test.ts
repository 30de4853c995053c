import { expect, test } from "vitest";

import { chartText, say } from "../support.ts";

function chart(folder: string, name: string): Record<string, string> {
  return { [`${folder}/chart/Chart.yaml`]: chartText("").replace("bp-", name) };
}

test("bp-<folder>, and a folder that has the prefix itself", async () => {
  expect(await say("BP201", chart("platform/a", "bp-a"))).toEqual([]);
  expect(await say("BP201", chart("platform/bp-a", "bp-a"))).toEqual([]);
});

test("another name, at its place", async () => {
  expect(await say("BP201", chart("products/axon", "axon"))).toEqual([
    "products/axon/chart/Chart.yaml:2:7 the chart in products/axon is named axon, expected bp-axon",
  ]);
});

test("an exception of the configuration is taken for its own folder alone", async () => {
  const nameExceptions = new Map([["products/catalyst", "bp-catalyst-platform"]]);
  const named = (folder: string): Promise<readonly string[]> =>
    say("BP201", chart(folder, "bp-catalyst-platform"), { nameExceptions });
  expect(await named("products/catalyst")).toEqual([]);
  expect(await named("products/other")).toHaveLength(1);
});
