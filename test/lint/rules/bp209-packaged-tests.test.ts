import { expect, test } from "vitest";

import { chart } from "../charts.ts";
import { fixed } from "../fixing.ts";
import { lintFiles, say } from "../support.ts";

const ignore = "platform/a/chart/.helmignore";
const held = { "tests/a.sh": "", "tests/b/c.yaml": "", "run.sh": "", "templates/tests/t.yaml": "" };

test("without a .helmignore, at the chart's name", async () => {
  const files = chart("a", held);
  expect(await say("BP209", files)).toEqual([
    "platform/a/chart/Chart.yaml:2:7 run.sh, tests/ are packaged",
  ]);
  const { findings } = await lintFiles(files);
  expect(findings.find(({ ruleId }) => ruleId === "BP209")?.help).toBe(
    "Write /run.sh and /tests/ into platform/a/chart/.helmignore.",
  );
});

test.each([
  [{ "templates/tests/t.yaml": "" }],
  [{ "charts/b/Chart.yaml": "apiVersion: v2\nname: b\nversion: 1.0.0\n", "charts/b/ci/a.sh": "" }],
  [{ "tests/a.yaml": "", ".helmignore": "tests/\n" }],
  [{ "files/run.sh": "", "templates/a.yaml": '{{ .Files.Get "files/run.sh" }}' }],
  [{ "files/run.sh": "", "templates/a.yaml": '{{ .Files.Glob "files/*" }}' }],
  [{ tests: "a file of that name\n" }],
])("%j is in order", async (files) => {
  expect(await say("BP209", chart("a", files))).toEqual([]);
});

test.each([
  ["", "/run.sh\n/tests/\n"],
  ["*.bak\n", "*.bak\n/run.sh\n/tests/\n"],
  ["*.bak", "*.bak\n/run.sh\n/tests/\n"],
  ["*.bak\r\n", "*.bak\r\n/run.sh\r\n/tests/\r\n"],
])("%j becomes %j", async (before, after) => {
  const { files, left, rounds } = await fixed(
    "BP209",
    chart("a", { ...held, ".helmignore": before }),
  );
  expect([files[ignore], left, rounds]).toEqual([after, 0, 1]);
});

test("with a .helmignore, at its start", async () => {
  const files = chart("a", { "ci/x.yaml": "", ".helmignore": "\n*.bak\n" });
  expect(await say("BP209", files)).toEqual([`${ignore}:1:1 ci/ is packaged`]);
});
