import { expect, test } from "vitest";

import { slotOfA } from "../kit.ts";
import { lintFiles, say } from "../support.ts";

test("it says that it did not run", async () => {
  expect(await say("BP509", slotOfA())).toEqual([]);
  expect((await lintFiles(slotOfA())).notRun).toContainEqual({
    ruleId: "BP509",
    reason: "no table of the fields of Flux's CRDs is built in",
  });
});
