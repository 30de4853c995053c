import { expect, test } from "vitest";

import { chartText, say, unit } from "../support.ts";

const file = "platform/a/chart/Chart.yaml";

test("a chart with a dependency, or with the annotation, is in order", async () => {
  const chart = chartText(
    "a",
    "dependencies:\n  - {name: x, version: 1.0.0, repository: https://x.example}\n",
  );
  expect(await say("BP202", unit("a", { chart }))).toEqual([]);
  expect(await say("BP202", unit("a"))).toEqual([]);
});

test.each(["", "dependencies: []\n", 'annotations:\n  catalyst.openova.io/no-upstream: "false"\n'])(
  "a chart with %j is hollow",
  async (more) => {
    expect(await say("BP202", unit("a", { chart: chartText("a", more) }))).toEqual([
      `${file}:2:7 bp-a declares no dependencies, and no annotation says that it has no upstream`,
    ]);
  },
);
