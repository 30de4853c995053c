import { expect, test } from "vitest";

import { inspectChart } from "../../src/chart/index.ts";
import { isBpError } from "../../src/model/error.ts";
import { stream } from "../archive/support/bytes.ts";
import type { TarPart } from "../archive/support/tar.ts";
import { tgzOf } from "../archive/support/tar.ts";
import { chartYaml } from "./support/folder.ts";

const upstream = 'annotations: {catalyst.openova.io/no-upstream: "true"}\n';

function faults(own: string, ...parts: readonly TarPart[]): Promise<readonly string[]> {
  return faultsOf([{ name: "d/Chart.yaml", body: own }, ...parts]);
}

async function faultsOf(parts: readonly TarPart[]): Promise<readonly string[]> {
  const { faults } = await inspectChart(stream(tgzOf(parts), 100), "d.tgz");
  return faults.map(({ ruleId, message }) => `${ruleId} ${message}`);
}

function needs(...dependencies: readonly Readonly<Record<string, string>>[]): string {
  return chartYaml("d", "1.0.0", `dependencies: ${JSON.stringify(dependencies)}\n`);
}

function sub(folder: string, name: string, version: string): TarPart {
  return { name: `d/charts/${folder}/Chart.yaml`, body: chartYaml(name, version) };
}

const redis = { name: "redis", version: "^18.0.0", repository: "https://x" };

test("a chart with neither dependencies nor the annotation is hollow", async () => {
  expect(await faults(chartYaml("d", "1.0.0"))).toEqual([expect.stringContaining("BP202")]);
  expect(await faults(chartYaml("d", "1.0.0", upstream))).toEqual([]);
  const wrong = upstream.replace("true", "yes");
  expect(await faults(chartYaml("d", "1.0.0", wrong))).toHaveLength(1);
});

test("a declared dependency must be embedded by name and version, whatever its folder", async () => {
  expect(await faults(needs(redis))).toEqual([
    "BP204 redis ^18.0.0 is declared, the package holds none",
  ]);
  expect(await faults(needs(redis), sub("redis-18.0.0", "redis", "18.2.0"))).toEqual([]);
  expect(
    await faults(needs({ ...redis, alias: "cache" }), sub("redis", "redis", "18.2.0")),
  ).toEqual([]);
  expect(await faults(needs(redis), sub("redis", "redis", "17.0.0"))).toEqual([
    "BP204 redis ^18.0.0 is declared, the package holds 17.0.0",
  ]);
  expect(await faults(needs(redis), sub("redis", "other", "18.2.0"))).toHaveLength(1);
  expect(await faults(needs(redis), sub("redis", "redis", "v18.2.0"))).toEqual([]);
  expect(await faults(needs(redis), sub("_redis", "redis", "18.2.0"))).toHaveLength(1);
});

test("a chart in a subchart's charts/ does not count", async () => {
  const nested = { name: "d/charts/x/charts/redis/Chart.yaml", body: chartYaml("redis", "18.0.0") };
  expect(await faults(needs(redis), sub("x", "x", "1.0.0"), nested)).toHaveLength(1);
});

test("a packed chart counts, by what it holds", async () => {
  const body = tgzOf([{ name: "any/Chart.yaml", body: chartYaml("redis", "18.0.1") }]);
  expect(await faults(needs(redis), { name: "d/charts/r.tgz", body })).toEqual([]);
});

test("an old chart's requirements are read", async () => {
  const parts = [
    { name: "d/Chart.yaml", body: "apiVersion: v1\nname: d\nversion: 1.0.0\n" },
    { name: "d/requirements.yaml", body: `dependencies: [${JSON.stringify(redis)}]\n` },
  ];
  expect(await faultsOf(parts)).toEqual([expect.stringContaining("BP204 redis")]);
});

test("says what the package is", async () => {
  const tgz = tgzOf([
    { name: "d/Chart.yaml", body: needs(redis) },
    sub("redis", "redis", "18.2.0"),
  ]);
  const { metadata, subcharts } = await inspectChart(stream(tgz), "d.tgz");
  expect(metadata).toMatchObject({ name: "d", version: "1.0.0" });
  expect(subcharts).toEqual([{ name: "redis", version: "18.2.0", path: "charts/redis" }]);
});

test("no chart, and a broken chart are refused", async () => {
  await expect(faultsOf([{ name: "d/values.yaml" }])).rejects.toMatchObject({ code: "MATERIAL" });
  await expect(faults("name: [")).rejects.toMatchObject({ code: "MATERIAL" });
});

test("a flipped bit is refused, unless what is unpacked stays the same", async () => {
  const tgz = tgzOf([{ name: "d/Chart.yaml", body: chartYaml("d", "1.0.0", upstream) }]);
  const good = await inspectChart(stream(tgz), "d.tgz");
  let refused = 0;
  for (let at = 10; at < tgz.length; at += 1) {
    const bad = Buffer.from(tgz);
    bad[at] = (bad[at] ?? 0) ^ 0x10;
    try {
      expect(await inspectChart(stream(bad), "d.tgz")).toEqual(good);
    } catch (error) {
      if (!isBpError(error)) throw error;
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(tgz.length - 20);
});
