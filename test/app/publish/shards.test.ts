import { beforeAll, expect, test } from "vitest";

import type { Source } from "../../../src/app/packaging.ts";
import type { PublishInput } from "../../../src/app/publish/publish-input.ts";
import type { PublishReport } from "../../../src/app/publish/report.ts";
import { inShard } from "../../../src/app/publish/shard.ts";
import { inWaves } from "../../../src/app/publish/waves.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { unit } from "../../support/workspace.ts";
import type { Registry } from "../support/publishing.ts";
import {
  memoryRegistry,
  newSigner,
  publishAll,
  repository,
  statuses,
} from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await newSigner();
});

/** Twelve parts, of which more are waited for than artifacts may have begun at a time, and an umbrella over two floors. */
const parts = Array.from({ length: 12 }, (_, index) => `part-${index}`);
const files = {
  ...Object.assign({}, ...parts.map((name) => unit(`platform/${name}`))),
  ...unit("products/left", { depends: Object.fromEntries(parts.map((name) => [name, "*"])) }),
  ...unit("products/right", { depends: { "part-0": "*" } }),
  ...unit("products/umbrella", { depends: { left: "*", right: "*" } }),
} as Readonly<Record<string, string>>;

function shard(
  index: number,
  {
    source,
    registry,
    change = {},
  }: {
    readonly source: Source;
    readonly registry: Registry;
    readonly change?: Partial<PublishInput>;
  },
): Promise<PublishReport> {
  return publishAll(source, registry, signer, {
    shard: { index, total: 3 },
    concurrency: 1,
    ...change,
  });
}

/** Tags in the order in which they were set. */
function watched(): { readonly registry: Registry; readonly tagged: string[] } {
  const tagged: string[] = [];
  const registry = memoryRegistry((store, name) => {
    const repositoryName = name.slice(name.lastIndexOf("/") + 1);
    return new Proxy(store, {
      get(real, key: keyof typeof store) {
        const own = real[key] as unknown;
        if (typeof own !== "function") return own;
        return (...args: readonly unknown[]) => {
          if (key === "tag") tagged.push(repositoryName);
          return (own as (...given: readonly unknown[]) => unknown).apply(real, [...args]);
        };
      },
    });
  });
  return { registry, tagged };
}

function digests(all: PublishReport["artifacts"]): Readonly<Record<string, string | null>> {
  return Object.fromEntries(all.map(({ name, digest }) => [name, digest]));
}

test("three shards publish what one run does, each its part, an umbrella after its parts", async () => {
  const source = await sourceOf(files);
  const whole = await publishAll(source, memoryRegistry(), signer);
  const { registry, tagged } = watched();
  const patient = { registry: { ...registry, patient: true }, source };
  const reports = await Promise.all([1, 2, 3].map((index) => shard(index, patient)));
  expect(reports.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  const artifacts = reports.flatMap((report) => report.artifacts);
  expect(digests(artifacts)).toEqual(digests(whole.artifacts));
  expect(artifacts.map(({ status }) => status)).toEqual(artifacts.map(() => "published"));
  expect(reports.map((report) => report.artifacts.length)).toEqual([5, 5, 5]);
  expect(tagged.toSorted()).toEqual(whole.artifacts.map(({ name }) => name).toSorted());
  expect(tagged.slice(-1)).toEqual(["bp-umbrella"]);
  for (const name of parts)
    expect(tagged.indexOf(`bp-${name}`)).toBeLessThan(tagged.indexOf("bp-left"));
  const { placed } = inWaves(source.workspace.units, false);
  for (const [index, report] of reports.entries())
    expect(report.artifacts.map(({ folder }) => folder).toSorted()).toEqual(
      inShard(placed, { index: index + 1, total: 3 })
        .map(({ unit: { folder } }) => folder)
        .toSorted(),
    );
});

test("what others have not published is said, with what to do; nothing written is try later, else go on", async () => {
  const source = await sourceOf(files);
  const registry = memoryRegistry();
  const first = await shard(1, { source, registry });
  expect(first.exitCode).toBe(5);
  expect(first.shard).toEqual({ index: 1, total: 3 });
  expect(statuses(first)["bp-left"]).toBe("blocked");
  const blocked = first.artifacts.find(({ name }) => name === "bp-left");
  expect(blocked?.error?.message).toContain("shard 2/3 has not published bp-part-1:1.0.0");
  expect(blocked?.error?.hint).toContain("run both again");
  // Its part of the first wave is there: nothing is left to write but what the others hold up.
  const again = await shard(1, { source, registry });
  expect([again.exitCode, again.summary.unchanged, again.summary.blocked]).toEqual([75, 4, 1]);
  await publishAll(source, registry, signer);
  const last = await shard(1, { source, registry });
  expect([last.exitCode, last.summary.unchanged]).toEqual([0, 5]);
});

test("other bytes under the version of what it waits for are told at once", async () => {
  const source = await sourceOf(files);
  const registry = memoryRegistry();
  const before = await sourceOf(unit("platform/part-1", { data: "two" }));
  await publishAll(before, registry, signer);
  const report = await shard(1, { source, registry });
  const left = report.artifacts.find(({ name }) => name === "bp-left");
  expect(left?.error?.message).toContain(
    "registry.test/charts/bp-part-1:1.0.0 is published with other bytes",
  );
  expect(report.exitCode).toBe(4);
});

test("what can never be published is not waited for", async () => {
  const source = await sourceOf({ ...files, ...unit("platform/part-1", { version: "1.0" }) });
  const opened: string[] = [];
  const registry = memoryRegistry();
  const report = await shard(1, {
    source,
    registry: { ...registry, open: (place) => (opened.push(place.path), registry.open(place)) },
  });
  const left = report.artifacts.find(({ name }) => name === "bp-left");
  expect(left?.error?.message).toContain("platform/part-1 did not succeed");
  expect(report.exitCode).toBe(1);
  expect(opened).not.toContain(repository("bp-part-1").path);
});

test("a dry run of a shard plans its part and asks nobody", async () => {
  const source = await sourceOf(files);
  const registry = memoryRegistry();
  const refusing = { ...registry, open: () => expect.fail("it asks") };
  const report = await publishAll(source, refusing, undefined, { shard: { index: 3, total: 3 } });
  expect(report).toMatchObject({ exitCode: 0, summary: { planned: 5 } });
});
