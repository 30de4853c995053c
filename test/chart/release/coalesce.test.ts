import { describe, expect, test } from "vitest";

import { storedChart } from "../../../src/chart/release/coalesce.ts";
import type { PackedChart } from "../../../src/chart/release/packed-chart.ts";
import { readPackedChart } from "../../../src/chart/release/packed-chart.ts";
import { stream } from "../../archive/support/bytes.ts";
import { tgzOf } from "../../archive/support/tar.ts";

type Texts = Readonly<Record<string, string>>;

async function chartOf(files: Texts): Promise<PackedChart> {
  const parts = Object.entries(files).map(([path, body]) => ({ name: `c/${path}`, body }));
  const archive = tgzOf(parts);
  return readPackedChart({ open: () => stream(archive) }, "c.tgz");
}

const chart = (name: string, more = ""): string =>
  `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;
const needs = (...lines: readonly string[]): string =>
  `dependencies:\n${lines.map((line) => `- {name: ${line}, version: 1.0.0, repository: ""}\n`).join("")}`;

/** What helm 3.22.0 and 4.3.1 keep of such charts is held in test/interop/release-size.test.ts. */
async function values(files: Texts): Promise<unknown> {
  return storedChart(await chartOf(files)).values;
}

const sub = {
  "charts/sub/Chart.yaml": chart("sub"),
  "charts/sub/values.yaml": "own: 1\nexports: {data: {lifted: x}}\ndeep: {a: 1, b: 2}\n",
};

describe("the values that a release keeps", () => {
  test("are the chart's own where it declares nothing", async () => {
    expect(await values({ "Chart.yaml": chart("c"), "values.yaml": "a: 1\n", ...sub })).toEqual({
      a: 1,
    });
  });

  test("hold numbers that no JavaScript number can, as JSON has them", async () => {
    const files = { "Chart.yaml": chart("c"), "values.yaml": "a: 12345678901234567890\n" };
    expect(await values(files)).toEqual({ a: 12345678901234567000 });
  });

  test("hold those of the charts inside, which the chart's own go over", async () => {
    const files = {
      "Chart.yaml": chart("c", needs("sub")),
      "values.yaml": "sub: {deep: {a: 9}}\nglobal: {g: 1}\n",
      ...sub,
    };
    expect(await values(files)).toEqual({
      global: { g: 1 },
      sub: { own: 1, deep: { a: 9, b: 2 }, exports: { data: { lifted: "x" } }, global: { g: 1 } },
    });
  });

  test("stand under an alias, and lift what is imported", async () => {
    const files = {
      "Chart.yaml": chart(
        "c",
        needs("sub, alias: other, import-values: [data, {child: deep, parent: up.here}]"),
      ),
      "values.yaml": "up: {here: {a: 0}}\n",
      ...sub,
    };
    expect(await values(files)).toMatchObject({
      lifted: "x",
      up: { here: { a: 0, b: 2 } },
      other: { own: 1 },
    });
  });

  test.each([
    ["a condition", "sub, condition: 'no.such,sub.enabled'", "sub: {enabled: false}\n", false],
    ["a condition that is no boolean", "sub, condition: sub.enabled", "sub: {enabled: x}\n", true],
    ["tags", "sub, tags: [one, two]", "tags: {one: false}\n", false],
    ["one of the tags", "sub, tags: [one, two]", "tags: {one: false, two: true}\n", true],
    [
      "a condition over tags",
      "sub, tags: [one], condition: sub.use",
      "tags: {one: false}\nsub: {use: true}\n",
      true,
    ],
  ])("leave out a chart that is off: %s", async (_, dependency, text, isOn) => {
    const files = { "Chart.yaml": chart("c", needs(dependency)), "values.yaml": text, ...sub };
    const stored = storedChart(await chartOf(files));
    expect(stored.metadata.dependencies.map(({ name, enabled }) => [name, enabled])).toEqual(
      isOn ? [["sub", true]] : [],
    );
    expect("own" in ((stored.values["sub"] as object | undefined) ?? {})).toBe(isOn);
  });

  test("go on into the charts of the charts inside", async () => {
    const files = {
      "Chart.yaml": chart("c", needs("sub")),
      "values.yaml": "sub: {low: {b: 2}}\n",
      "charts/sub/Chart.yaml": chart("sub", needs("low")),
      "charts/sub/charts/low/Chart.yaml": chart("low"),
      "charts/sub/charts/low/values.yaml": "a: 1\nb: 1\n",
    };
    expect(await values(files)).toMatchObject({ sub: { low: { a: 1, b: 2 } } });
  });
});
