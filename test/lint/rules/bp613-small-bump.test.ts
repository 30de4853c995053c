import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

test("waits for another version, and says who compares", async () => {
  expect(await say("BP613", unit("a"))).toEqual([]);
  const { notRun } = await lintFiles(unit("a"));
  const reason = "it compares with another version, which bp diff does";
  expect(notRun).toContainEqual({ ruleId: "BP613", reason });
});
