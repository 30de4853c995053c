import { expect, test } from "vitest";

import { chart, dependency } from "../charts.ts";
import { say, unit } from "../support.ts";

const file = "platform/a/chart/Chart.yaml";

function asking(version: string, repository: string): Record<string, string> {
  return chart("a", {}, `dependencies:\n${dependency("app", version, repository)}`);
}

test.each([
  ["1.2.3", "https://x.example/app"],
  ["v1.2.3", "oci://x.example/charts"],
  ["1.0.0-beta.213", "@stable"],
  ["1.2.3", "alias:stable"],
  ["^1", "file://../app"],
  ["^1", ""],
])("%s from %s", async (version, repository) => {
  expect(await say("BP206", asking(version, repository))).toEqual([]);
});

test.each([
  ["^1.2", "https://x.example", "app asks for the range ^1.2, not for one version"],
  ["1.2", "https://x.example", "app asks for the range 1.2, not for one version"],
  ['""', "https://x.example", "app asks for any version, not for one version"],
  [
    "1.2.3",
    "http://x.example",
    "app comes from http://x.example, which is neither https, oci, file nor an alias",
  ],
  [
    "1.2.3",
    "http://u:p@x.example",
    "app comes from http://x.example, which is neither https, oci, file nor an alias",
  ],
  [
    "1.2.3",
    "oci://x.example/charts/app/",
    "the repository of app ends in the chart's name, which Helm adds once more",
  ],
])("%s from %s is told", async (version, repository, message) => {
  expect(await say("BP206", asking(version, repository))).toEqual([`${file}:5:5 ${message}`]);
});

test("a range of a chart of this workspace is taken from it", async () => {
  const own = `dependencies:\n${dependency("bp-b", "^1", "oci://x.example")}`;
  expect(await say("BP206", { ...chart("a", {}, own), ...unit("b") })).toEqual([]);
  expect(await say("BP206", chart("a", {}, own))).toHaveLength(1);
});
