import { expect, test } from "vitest";

import { chart, dependency } from "../charts.ts";
import { fixed } from "../fixing.ts";
import { say } from "../support.ts";

const one = `dependencies:\n${dependency("velero", "12.0.1", "https://x.example/charts")}`;
const file = "platform/a/chart/values.yaml";

function values(upstream: string): Record<string, string> {
  return chart("a", { "values.yaml": `catalystBlueprint:\n  upstream: ${upstream}\n` }, one);
}

test.each([
  "{chart: velero, version: 12.0.1, repo: https://x.example/charts/}",
  '{chart: "", version: "", repo: ""}',
  "{version: 1.0.0}",
  "none",
])("%s is in order", async (upstream) => {
  expect(await say("BP205", values(upstream))).toEqual([]);
});

test("each field that differs, at its place", async () => {
  expect(await say("BP205", values("{chart: velero, version: 11.0.0}"))).toEqual([
    `${file}:2:13 repo is told to be empty, Chart.yaml has velero from https://x.example/charts`,
    `${file}:2:38 version is told to be 11.0.0, Chart.yaml has velero 12.0.1`,
  ]);
});

test("a chart that is no dependency", async () => {
  expect(await say("BP205", values("{chart: valero, version: 12.0.1}"))).toEqual([
    `${file}:2:21 the upstream is told to be valero, which is none of the dependencies`,
  ]);
});

test("one of two dependencies of a name is enough; with none of them there is no fix", async () => {
  const two = `${one}${dependency("velero", "11.0.0", "https://x.example/charts", ", alias: old")}`;
  const at = (version: string): Record<string, string> => ({
    ...values(`{chart: velero, version: ${version}, repo: https://x.example/charts}`),
    "platform/a/chart/Chart.yaml": `apiVersion: v2\nname: bp-a\nversion: 1.0.0\n${two}`,
  });
  expect(await say("BP205", at("11.0.0"))).toEqual([]);
  expect(await fixed("BP205", at("10.0.0"))).toMatchObject({ left: 1, rounds: 0 });
});

test("is brought to what Chart.yaml declares, quotes and comments kept", async () => {
  const files = values(
    "\n    chart: velero\n    version: \"11.0.0\" # lockstep\n    repo: 'https://y.example'",
  );
  const { files: after, left, rounds } = await fixed("BP205", files);
  expect([left, rounds]).toEqual([0, 1]);
  expect(after[file]).toBe(
    "catalystBlueprint:\n  upstream: \n    chart: velero\n    version: \"12.0.1\" # lockstep\n    repo: 'https://x.example/charts'\n",
  );
});
