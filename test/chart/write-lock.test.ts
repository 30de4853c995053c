import { describe, expect, test } from "vitest";

import { isInSync, lockDigest, readChartLock, writeLock } from "../../src/chart/index.ts";
import type { ChartLock } from "../../src/chart/index.ts";
import { startOf } from "../../src/model/location.ts";
import { parseYaml } from "../../src/yaml/index.ts";

const alpine = { name: "alpine", version: "0.1.0", repository: "http://localhost:8879/charts" };

function read(text: string): ChartLock {
  const [document = { root: undefined, at: startOf("Chart.lock") }] = parseYaml(
    text,
    "Chart.lock",
  ).documents;
  return readChartLock(document, "Chart.lock");
}

describe("the digest of a lock", () => {
  test("is Helm's, of one exact dependency", () => {
    expect(lockDigest([alpine], [alpine])).toBe(
      "sha256:fb239e836325c5fa14b29d1540a13b7d3ba13151b67fe719f820e0ef6d66aaaf",
    );
  });

  test("is Helm's, of all that a dependency may say", () => {
    const requested = {
      ...alpine,
      version: ">=0.1.0 <1.0.0 || >2 & x",
      condition: "alpine.enabled,global.alpine",
      tags: ["front", "back"],
      alias: "base",
      importValues: ["data", { child: "a", parent: "b", deep: [1.5, 20, true, null] }],
    };
    expect(lockDigest([requested], [alpine])).toBe(
      "sha256:01bfbb89e8d4671579f0f7fd16190c0e54ba7c8791a39be82e37b0a5c0727bd2",
    );
  });

  test("is Helm's, of a chart that is in charts/ already", () => {
    const local = { name: "local", version: "*", repository: "" };
    expect(lockDigest([local, alpine], [local, alpine])).toBe(
      "sha256:9052701639695cc7f010eeba621c59f1f59d1124386e41b82a0cdf991d6e05b6",
    );
  });
});

describe("a lock", () => {
  test("is written as Helm writes it, its time fixed, and read again", () => {
    const text = writeLock([{ ...alpine, version: "~0.1" }], [alpine]);
    expect(text).toBe(`dependencies:
- name: alpine
  repository: http://localhost:8879/charts
  version: 0.1.0
digest: sha256:7db87f6efa860748a18049f6feaaac8b5e6acd63a4f4ed287f70759413434fe9
generated: "1980-01-01T00:00:00Z"
`);
    const lock = read(text);
    expect(lock.dependencies).toMatchObject([alpine]);
    const requested = [{ ...alpine, version: "~0.1" }];
    expect(isInSync(lock, requested, { apiVersion: "v2", declared: requested })).toBe(true);
    expect(isInSync(lock, [alpine], { apiVersion: "v2", declared: [alpine] })).toBe(false);
  });

  test("of Helm 2 holds for an old chart alone, by its repositories as they are written", () => {
    const declared = [{ ...alpine, repository: "@stable" }];
    const digest = "sha256:77ed11724656978331f76e2aea5e815ca7a3de5f129d0cf155b797619190e433";
    const lock = { dependencies: [alpine], digest };
    expect(isInSync(lock, [alpine], { apiVersion: "v1", declared })).toBe(true);
    expect(isInSync(lock, [alpine], { apiVersion: "v2", declared })).toBe(false);
  });

  test("that says nothing locks nothing", () => {
    expect(read("")).toEqual({ dependencies: [], digest: "" });
  });
});
