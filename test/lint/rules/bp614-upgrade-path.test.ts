import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

const path = "platform/a/blueprint.yaml";

test("waits for the published versions where upgrades are said, and says who asks", async () => {
  const files = unit("a");
  const restricted = { ...files, [path]: `${files[path]}  upgrades: { from: [1.x] }\n` };
  expect(await say("BP614", restricted)).toEqual([]);
  const { notRun } = await lintFiles(restricted);
  const reason = "it asks for the published versions, which bp diff does";
  expect(notRun).toContainEqual({ ruleId: "BP614", reason });
});

test("has nothing to ask where every version may be upgraded", async () => {
  const { notRun } = await lintFiles(unit("a"));
  expect(notRun.map(({ ruleId }) => ruleId)).not.toContain("BP614");
});
