import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

test("waits for the render, and says so where there is a chart", async () => {
  expect(await say("BP212", unit("a"))).toEqual([]);
  const { notRun } = await lintFiles(unit("a"));
  const reason = "it judges the render, which comes with bp render";
  expect(notRun).toContainEqual({ ruleId: "BP212", reason });
});

test("without a chart there is nothing to say", async () => {
  const { "platform/a/blueprint.yaml": blueprint = "" } = unit("a");
  const { notRun } = await lintFiles({ "platform/a/blueprint.yaml": blueprint });
  expect(notRun.map(({ ruleId }) => ruleId)).not.toContain("BP212");
});
