import { expect, test } from "vitest";

import { chart, dependency } from "../charts.ts";
import { say } from "../support.ts";

const file = "platform/a/chart/Chart.yaml";
const key = "catalyst.openova.io/vendored-subchart";

function holding(version: string, more: string): Record<string, string> {
  const text = `apiVersion: v2\nname: app\nversion: ${version}\n`;
  return chart("a", { "charts/app/Chart.yaml": text }, more);
}

test.each([
  `dependencies:\n${dependency("app", "1.0.0", "")}`,
  `annotations:\n  ${key}: app@1.0.0\n`,
  `annotations:\n  ${key}: app@v1.0.0\n`,
])("%j tells of it", async (more) => {
  expect(await say("BP210", holding("1.0.0", more))).toEqual([]);
});

test("neither a dependency nor an annotation", async () => {
  expect(await say("BP210", holding("1.0.0", "dependencies: []\n"))).toEqual([
    `${file}:4:1 charts/app holds app 1.0.0, which neither a dependency nor an annotation names`,
  ]);
});

test("an annotation that is wrong", async () => {
  const more = `annotations:\n  ${key}: "app@1.0.0, gone@2.0.0"\n`;
  expect(await say("BP210", holding("1.1.0", more))).toEqual([
    `${file}:5:42 the annotation tells of app@1.0.0, charts/ holds 1.1.0`,
    `${file}:5:42 the annotation tells of gone@2.0.0, charts/ holds none of that name`,
  ]);
});

test("dependencies of the older form are not read, and a broken chart is told as such", async () => {
  const older = {
    ...holding("1.0.0", ""),
    "platform/a/chart/requirements.yaml": "dependencies: []\n",
  };
  expect(await say("BP210", older)).toEqual([]);
  expect(await say("BP210", holding('""', ""))).toEqual([]);
  expect(await say("BP210", holding("1.0.0", ""))).toEqual([
    `${file}:2:7 charts/app holds app 1.0.0, which neither a dependency nor an annotation names`,
  ]);
});
