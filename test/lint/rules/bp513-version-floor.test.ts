import { expect, test } from "vitest";

import { defaultKitSettings } from "../../../src/model/kit.ts";
import { dependency } from "../charts.ts";
import { fileOfA, slotOfA } from "../kit.ts";
import { chartText, lintFiles, say, unit } from "../support.ts";

const floor = (version: string, chart = "bp-a"): { kit: typeof defaultKitSettings } => ({
  kit: { ...defaultKitSettings, floors: new Map([[chart, version]]) },
});

test("a pin at the floor or above it is in order", async () => {
  expect(await say("BP513", slotOfA(), floor("1.0.0"))).toEqual([]);
  expect(await say("BP513", slotOfA(), floor("1.0.0-rc.1"))).toEqual([]);
});

test("a pin below it, in the kit and in a chart", async () => {
  expect(await say("BP513", slotOfA(), floor("1.0.1"))).toEqual([
    `${fileOfA}:21:16 bp-a is pinned to 1.0.0, below its floor 1.0.1`,
  ]);
  const chart = chartText("b", `dependencies:\n${dependency("up", "0.1.170", "https://x")}`);
  expect(await say("BP513", unit("b", { chart }), floor("0.1.171", "up"))).toEqual([
    "platform/b/chart/Chart.yaml:5:5 up is pinned to 0.1.170, below its floor 0.1.171",
  ]);
});

test("a pin that cannot be compared", async () => {
  const range = slotOfA((text) => text.replace("version: 1.0.0", "version: '>=1.0.0'"));
  expect(await say("BP513", range, floor("1.0.0"))).toEqual([
    `${fileOfA}:21:16 bp-a has a floor, 1.0.0, and is pinned to ">=1.0.0", which cannot be compared with it`,
  ]);
});

test("without floors it says so", async () => {
  expect((await lintFiles(slotOfA())).notRun).toContainEqual({
    ruleId: "BP513",
    reason: "the configuration has no floors",
  });
});
