import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

const upstream = "{ name: app, version: 1.2.3, repository: https://x.example }";

function withDependency(dependency: string): Record<string, string> {
  const files = unit("a");
  const path = "platform/a/chart/Chart.yaml";
  return { ...files, [path]: `${files[path]}dependencies:\n  - ${dependency}\n` };
}

test("waits for the network, and says who asks it", async () => {
  const files = withDependency(upstream);
  expect(await say("BP215", files)).toEqual([]);
  const { notRun } = await lintFiles(files);
  const reason = "it asks the upstream repositories, which bp vendor and bp outdated do";
  expect(notRun).toContainEqual({ ruleId: "BP215", reason });
});

test.each([
  '{ name: app, version: 1.2.3, repository: "" }',
  "{ name: app, version: 1.2.3, repository: file://../../app }",
])("has nothing to ask for %s", async (dependency) => {
  const { notRun } = await lintFiles(withDependency(dependency));
  expect(notRun.map(({ ruleId }) => ruleId)).not.toContain("BP215");
});
