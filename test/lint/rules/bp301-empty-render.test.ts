import { expect, test } from "vitest";

import { chart, noUpstream } from "../charts.ts";
import { answer, notAsked, printed, reasonOf, rendersOfA, sayRendered } from "../rendering.ts";
import type { Files } from "../support.ts";
import { chartText, say, unit } from "../support.ts";

const chartFile = "platform/a/chart/Chart.yaml";
const map = printed(
  "templates/a.yaml",
  "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata: {}\n",
);

function mode(name: string): Files {
  const text = `${noUpstream}  catalyst.openova.io/smoke-render-mode: ${name}\n`;
  return unit("a", { chart: chartText("a", text) });
}

test("a chart that renders nothing, or next to nothing", async () => {
  expect(await sayRendered("BP301", unit("a"), "")).toEqual([
    `${chartFile}:2:7 with its default values the chart renders nothing`,
  ]);
  expect(
    await sayRendered("BP301", unit("a"), "---\n# Source: bp-a/templates/x.yaml\n# words\n"),
  ).toHaveLength(1);
  expect(await sayRendered("BP301", unit("a"), printed("templates/a.yaml", "kind: A\n"))).toEqual([
    `${chartFile}:2:7 with its default values the chart renders next to nothing`,
  ]);
  expect(await sayRendered("BP301", unit("a"), map)).toEqual([]);
});

test("one that is off by default says so", async () => {
  expect(await sayRendered("BP301", mode("default-off"), "")).toEqual([]);
  expect(await sayRendered("BP301", mode("requires-overlay"), "")).toHaveLength(1);
});

const asks = { said: "Error: execution error at (bp-a/templates/a.yaml:2:3): need a.host\n" };
const breaks = {
  said: 'Error: template: bp-a/templates/a.yaml:2:3: executing "bp-a/templates/a.yaml" at <.Values.x.y>: nil pointer\n',
};
const files = chart("a", { "templates/a.yaml": "a: b\nc: {{ .Values.x.y }}\n" });

test("one that Helm refuses, at the place that Helm names", async () => {
  expect(await sayRendered("BP301", files, breaks)).toEqual([
    "platform/a/chart/templates/a.yaml:2:4 the chart does not render with its default values: <.Values.x.y>: nil pointer",
  ]);
  expect(await sayRendered("BP301", files, { said: "Error: no" })).toEqual([
    `${chartFile}:2:7 the chart does not render with its default values: no`,
  ]);
});

test("what needs an overlay may ask for its values, and do nothing else", async () => {
  const overlay = { ...files, ...mode("requires-overlay") };
  expect(await sayRendered("BP301", files, asks)).toHaveLength(1);
  expect(await sayRendered("BP301", overlay, asks)).toEqual([]);
  expect(await sayRendered("BP301", overlay, breaks)).toHaveLength(1);
});

test("a further Helm that refuses, where the first does not", async () => {
  const others = [{ helm: "3.8.2", rendered: answer(breaks) }];
  expect(await say("BP301", files, rendersOfA(answer(map), { others }))).toEqual([
    "platform/a/chart/templates/a.yaml:2:4 the chart does not render with its default values by helm 3.8.2, unlike by 3.22.0: <.Values.x.y>: nil pointer",
  ]);
  expect(await say("BP301", files, rendersOfA(answer(breaks), { others }))).toHaveLength(1);
});

test("why it was not run", async () => {
  expect(await reasonOf("BP301", unit("a"))).toBe(notAsked);
  expect(await reasonOf("BP301", unit("a"), rendersOfA(answer(map)))).toBe(undefined);
  const missing = rendersOfA({
    kind: "not rendered",
    reason: "not vendored: x 1.0.0",
    missing: [],
  });
  expect(await reasonOf("BP301", unit("a"), missing)).toBe("not vendored, so not rendered: bp-a");
  expect(await reasonOf("BP301", unit("a"), rendersOfA(answer(breaks)))).toBe("Helm refuses bp-a");
  const library = unit("a", { chart: chartText("a", `${noUpstream}type: library\n`) });
  expect(await reasonOf("BP301", library, missing)).toBe(undefined);
  const { "platform/a/blueprint.yaml": blueprint = "" } = unit("a");
  expect(await reasonOf("BP301", { "platform/a/blueprint.yaml": blueprint })).toBe(undefined);
});
