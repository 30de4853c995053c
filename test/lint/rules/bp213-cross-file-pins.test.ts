import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

test("is not run while no pins are declared", async () => {
  expect(await say("BP213", unit("a"))).toEqual([]);
  const reason = "the configuration declares no pins that must agree";
  expect((await lintFiles(unit("a"))).notRun).toContainEqual({ ruleId: "BP213", reason });
});
