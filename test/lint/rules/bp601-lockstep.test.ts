import { expect, test } from "vitest";

import { chartText, say, unit } from "../support.ts";

test("equal versions are in order", async () => {
  expect(await say("BP601", unit("a"))).toEqual([]);
});

test("different versions, at the blueprint's, naming the chart's place", async () => {
  const chart = chartText("a").replace("1.0.0", "1.0.1");
  expect(await say("BP601", unit("a", { chart }))).toEqual([
    "platform/a/blueprint.yaml:6:12 the blueprint is 1.0.0, its chart is 1.0.1 (platform/a/chart/Chart.yaml:3)",
  ]);
});

test("a blueprint alone has nothing to be in step with", async () => {
  const { "platform/a/chart/Chart.yaml": _, ...alone } = unit("a");
  expect(await say("BP601", alone)).toEqual([]);
});
