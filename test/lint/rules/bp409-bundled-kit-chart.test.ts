import { expect, test } from "vitest";

import { fileOfA, slotOfA } from "../kit.ts";
import type { Files } from "../support.ts";
import { chartText, lintFiles, say, unit } from "../support.ts";

function umbrella(dependencies: string, values = ""): Files {
  const chart = chartText("b", `dependencies:\n${dependencies}`);
  return { ...slotOfA(), ...unit("b", { chart }), "platform/b/chart/values.yaml": values };
}

const bundled = "  - {name: bp-a, version: 1.0.0, repository: oci://r/o, condition: a.enabled}\n";

test("a chart that the kit installs by itself", async () => {
  expect(await say("BP409", umbrella(bundled))).toEqual([
    `platform/b/chart/Chart.yaml:5:5 bp-b bundles bp-a, which the kit installs as bp-a (${fileOfA}:15)`,
  ]);
});

test("others, what the chart wraps, and what the values turn off are in order", async () => {
  expect(
    await say("BP409", umbrella("  - {name: a, version: 1.0.0, repository: oci://r/o}\n")),
  ).toEqual([]);
  expect(await say("BP409", umbrella(bundled, "a: {enabled: false}\n"))).toEqual([]);
  expect(await say("BP409", umbrella(bundled, "a: {enabled: true}\n"))).toHaveLength(1);
});

test("without a kit it says so", async () => {
  expect((await lintFiles(unit("a"))).notRun).toContainEqual({
    ruleId: "BP409",
    reason: "there is no bootstrap kit",
  });
});
