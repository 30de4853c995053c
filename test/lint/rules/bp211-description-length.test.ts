import { expect, test } from "vitest";

import { chart, noUpstream } from "../charts.ts";
import { fixed } from "../fixing.ts";
import { say } from "../support.ts";

const file = "platform/a/chart/Chart.yaml";

function described(text: string): Record<string, string> {
  return chart("a", {}, `description: ${text}\n${noUpstream}`);
}

const long = "word ".repeat(120).trimEnd();

test("long, and with an apostrophe", async () => {
  expect(await say("BP211", described(`${long} the chart's`))).toEqual([
    `${file}:4:14 the description has 611 characters and a straight apostrophe`,
  ]);
});

test("long without one, or short with one", async () => {
  expect(await say("BP211", described(`${long} the chart`))).toEqual([]);
  expect(await say("BP211", described("the chart's"))).toEqual([]);
});

test.each([
  [`${long} it's the chart's`, `${long} it\u2019s the chart\u2019s`],
  [`"${long} it's"`, `"${long} it\u2019s"`],
  [`'${long} it''s'`, `'${long} it\u2019s'`],
  [`>-\n  ${long}\n  it's`, `>-\n  ${long}\n  it\u2019s`],
])("is written with typographic ones, style kept (%#)", async (before, after) => {
  const { files, left } = await fixed("BP211", described(before));
  expect(files).toEqual(described(after));
  expect(left).toBe(0);
});

test("quotation marks are left to the author", async () => {
  const files = described(`${long} said 'so' of it's`);
  expect(await fixed("BP211", files)).toEqual({ files, left: 1, rounds: 0 });
});
