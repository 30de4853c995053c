import { describe, expect, test } from "vitest";

import type { Remedy } from "../../../src/graph/index.ts";
import { dependsGraph, releaseGraph } from "../../../src/graph/index.ts";
import { remedies } from "../../../src/lint/index.ts";
import { fileOfA, kit, slot } from "../kit.ts";
import type { Files } from "../support.ts";
import { chartText, load, unit } from "../support.ts";

const blueprint = "platform/a/blueprint.yaml";

/** The remedy of the first edge that a writes. */
async function ofBlueprint(files: Files): Promise<Remedy | undefined> {
  const workspace = await load(files);
  const edge = dependsGraph(workspace.units).edges.find(({ from }) => from === "bp-a");
  return edge && remedies(workspace)(edge);
}

async function ofRelease(files: Files): Promise<Remedy | undefined> {
  const workspace = await load(files);
  const edge = workspace.kits?.flatMap((one) => releaseGraph(one).edges)[0];
  return edge && remedies(workspace)(edge);
}

const schema = (type: string): string =>
  `  configSchema:\n    type: object\n    properties:\n      redisCluster:\n        ${type}\n`;

describe("an edge between blueprints", () => {
  test("to itself is dropped", async () => {
    const files = unit("a", { spec: "  depends:\n    - blueprint: a\n" });
    expect(await ofBlueprint(files)).toEqual({
      kind: "drop",
      before: [
        {
          file: blueprint,
          line: 12,
          text: "take bp-a out of its own depends: nothing waits for itself",
        },
      ],
      after: [],
    });
  });

  test("under a condition is left out by it; a default that makes it true is turned off first", async () => {
    const when = ".config.redisCluster == true";
    const spec = `${schema("{type: boolean, default: true}")}  depends:\n    - {blueprint: b, when: ${when}}\n`;
    expect(await ofBlueprint(unit("a", { spec }))).toEqual({
      kind: "toggle",
      before: [
        { file: blueprint, line: 15, text: "set .config.redisCluster to false" },
        {
          file: blueprint,
          line: 17,
          text: `install bp-a while its when (${when}) does not hold, so without bp-b`,
        },
      ],
      after: [
        {
          file: blueprint,
          line: 17,
          text: `let the when hold (${when}) and apply bp-a again, once bp-b is ready`,
        },
      ],
    });
    const off = await ofBlueprint(unit("a", { spec: spec.replace("true}", "false}") }));
    expect(off?.before).toHaveLength(1);
  });

  test("becomes optional by a field of configSchema that bears the name", async () => {
    const fields = "properties: {enabled: {type: boolean, default: true}}";
    const spec = `  depends:\n    - blueprint: redis-cluster\n${schema(fields)}`;
    expect(await ofBlueprint(unit("a", { spec }))).toEqual({
      kind: "optional",
      before: [
        {
          file: blueprint,
          line: 12,
          text: "give bp-redis-cluster the condition when: .config.redisCluster.enabled == true",
        },
        { file: blueprint, line: 17, text: "set .config.redisCluster.enabled to false" },
      ],
      after: [
        {
          file: blueprint,
          line: 17,
          text: "install bp-a with .config.redisCluster.enabled true, once bp-redis-cluster is ready",
        },
      ],
    });
  });

  test("becomes optional by a value of the chart that bears the name or the alias", async () => {
    const spec = "  depends:\n    - {blueprint: bp-b, alias: cache}\n";
    const values = { "platform/a/chart/values.yaml": "x: 1\ndeep:\n  cache:\n    enabled: true\n" };
    expect(await ofBlueprint({ ...unit("a", { spec }), ...values })).toEqual({
      kind: "optional",
      before: [
        { file: "platform/a/chart/values.yaml", line: 4, text: "set deep.cache.enabled to false" },
        { file: blueprint, line: 12, text: "take bp-b out of depends" },
      ],
      after: [
        {
          file: "platform/a/chart/values.yaml",
          line: 4,
          text: "set deep.cache.enabled to true and apply bp-a again, once bp-b is ready",
        },
      ],
    });
  });

  test("leads to a split where the chart has two parts, with the lines that name what is needed", async () => {
    const spec = "  depends:\n    - blueprint: bp-b\n";
    const templates = {
      "platform/a/chart/templates/one.yaml": "kind: A\n",
      "platform/a/chart/templates/two.yaml": "kind: B # for b\nhost: b-svc\nalso: bp-b\n",
      "platform/a/chart/templates/three.yaml": "kind: ab\nnot: my-b\n",
    };
    expect(await ofBlueprint({ ...unit("a", { spec }), ...templates })).toEqual({
      kind: "split",
      before: [
        {
          file: blueprint,
          line: 12,
          text: "take bp-b out of depends: what uses it goes to bp-a-b, which depends on bp-a and bp-b",
        },
        {
          file: "platform/a/chart/templates/two.yaml",
          line: 2,
          text: "move what uses bp-b to the chart of bp-a-b",
        },
      ],
      after: [{ file: blueprint, line: 12, text: "install bp-a-b, once bp-a and bp-b are ready" }],
      adds: "bp-a-b",
    });
  });

  test("takes two phases where there is nothing to split", async () => {
    const spec = "  depends:\n    - blueprint: bp-b\n";
    const one = { "platform/a/chart/templates/one.yaml": "kind: A\n" };
    const helpers = {
      "platform/a/chart/templates/_helpers.tpl": "",
      "platform/a/chart/templates/NOTES.txt": "",
    };
    expect(await ofBlueprint({ ...unit("a", { spec }), ...one, ...helpers })).toEqual({
      kind: "phases",
      before: [
        {
          file: blueprint,
          line: 12,
          text: "take bp-b out of depends, and install bp-a without it",
        },
      ],
      after: [{ file: blueprint, line: 12, text: "apply bp-a again, once bp-b is ready" }],
    });
  });
});

/** A kit of a, which waits for b, with values. */
function waiting(values: string): Files {
  return kit({ "01-a.yaml": slot("a", ["bp-b"]).replace(/\n$/u, `\n${values}`) });
}

describe("an edge between releases", () => {
  test("is toggled by the release's own values, before those of its chart", async () => {
    const chart = { ...unit("a"), "platform/a/chart/values.yaml": "b:\n  enabled: true\n" };
    expect(
      await ofRelease({ ...chart, ...waiting("  values: {b: {enabled: true}}\n") }),
    ).toMatchObject({
      kind: "toggle",
      before: [
        { file: fileOfA, line: 30, text: "set b.enabled to false" },
        { file: fileOfA, line: 29, text: "take bp-b out of dependsOn" },
      ],
      after: [{ file: fileOfA, line: 30 }],
    });
    expect(await ofRelease({ ...chart, ...waiting("") })).toMatchObject({
      kind: "toggle",
      before: [
        { file: "platform/a/chart/values.yaml", line: 2 },
        { file: fileOfA, line: 29 },
      ],
    });
  });

  test("leads to a split where its chart in the tree has two parts, else to two phases", async () => {
    const dependencies = chartText(
      "a",
      "dependencies:\n  - {name: x, version: 1.0.0}\n  - {name: y, version: 1.0.0}\n",
    );
    const divisible = unit("a", { chart: dependencies });
    expect(await ofRelease({ ...divisible, ...waiting("") })).toMatchObject({
      kind: "split",
      adds: "bp-a-b",
    });
    expect(await ofRelease(waiting(""))).toMatchObject({
      kind: "phases",
      before: [
        {
          file: fileOfA,
          line: 29,
          text: "take bp-b out of dependsOn, and install bp-a without it",
        },
      ],
    });
  });
});

test("an edge that is expected alone is dropped", async () => {
  const edge = { from: "bp-a", to: "bp-b", file: "scripts/expected.yaml", line: 7 };
  expect(remedies(await load(unit("a")))(edge)).toEqual({
    kind: "drop",
    before: [
      { file: "scripts/expected.yaml", line: 7, text: "take bp-b out of what is expected of bp-a" },
    ],
    after: [],
  });
});
