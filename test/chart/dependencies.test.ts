import { symlinkSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { readChartYaml } from "../../src/chart/chart-yaml.ts";
import type { DependencyFault, Resolution, ResolveOptions } from "../../src/chart/index.ts";
import { resolveDependencies } from "../../src/chart/index.ts";
import { diskTree } from "../../src/workspace/index.ts";
import { tgzOf } from "../archive/support/tar.ts";
import type { Files } from "./support/folder.ts";
import { alone, chartYaml, folderOf, treeOf } from "./support/folder.ts";

interface Declared {
  readonly name: string;
  readonly version?: string;
  readonly repository?: string;
  readonly alias?: string;
}

function chart(name: string, version: string, dependencies: readonly Declared[] = []): string {
  return chartYaml(name, version, `dependencies: ${JSON.stringify(dependencies)}\n`);
}

/** The chart in the folder `a`, with every other chart in the workspace's list. */
async function resolve(files: Files, options: Partial<ResolveOptions> = {}): Promise<Resolution> {
  const tree = treeOf(files);
  const charts = new Map(alone.charts);
  for (const file of Object.keys(files)) {
    const folder = /^([^/]+)\/Chart\.yaml$/u.exec(file)?.[1];
    if (folder === undefined) continue;
    const metadata = readChartYaml(await tree.read(file, 100_000), folder);
    charts.set(metadata.name, { folder, metadata });
  }
  const own = [...charts.values()].find(({ folder }) => folder === "a");
  if (own === undefined) throw new Error("no chart in a");
  return resolveDependencies(tree, own, { ...alone, charts, ...options });
}

function only(resolution: Resolution): DependencyFault {
  expect(resolution.resolved).toEqual([]);
  expect(resolution.faults).toHaveLength(1);
  const [fault] = resolution.faults;
  if (fault === undefined) throw new Error("no fault");
  return fault;
}

const redis = { name: "redis", version: "^18.0.0", repository: "https://charts.example/x" };

test.each([
  ["unpacked, under any name", { "a/charts/whatever/Chart.yaml": chart("redis", "18.3.1") }],
  [
    "packed, under any name",
    { "a/charts/r.tgz": tgzOf([{ name: "r/Chart.yaml", body: chart("redis", "18.3.1") }]) },
  ],
  ["with a v", { "a/charts/redis/Chart.yaml": chart("redis", "v18.3.1") }],
])("a chart in charts/ is found: %s", async (_, files) => {
  const { resolved, faults } = await resolve({
    "a/Chart.yaml": chart("a", "1.0.0", [redis]),
    ...files,
  });
  expect(faults).toEqual([]);
  expect(resolved).toMatchObject([
    { source: "charts", path: expect.stringMatching(/^a\/charts\//u) as string },
  ]);
});

test("of several in charts/ the one that satisfies is taken", async () => {
  const { resolved } = await resolve({
    "a/Chart.yaml": chart("a", "1.0.0", [redis]),
    "a/charts/one/Chart.yaml": chart("redis", "17.0.0"),
    "a/charts/two/Chart.yaml": chart("redis", "18.0.0"),
  });
  expect(resolved).toMatchObject([{ version: "18.0.0", path: "a/charts/two" }]);
});

test("what is not there is a fault that names chart, version and repository, and its place", async () => {
  const fault = only(await resolve({ "a/Chart.yaml": chart("a", "1.0.0", [redis]) }));
  expect(fault.kind).toBe("not-vendored");
  expect(fault.message).toMatch(/redis.*\^18\.0\.0.*https:\/\/charts\.example\/x.*not vendored/u);
  expect(fault.at).toMatchObject({ file: "a/Chart.yaml", line: 4 });
  expect(fault.help).toContain("bp vendor");
});

test("a repository's password is not said", async () => {
  const repository = "https://me:hunter2@charts.example";
  const fault = only(
    await resolve({ "a/Chart.yaml": chart("a", "1.0.0", [{ ...redis, repository }]) }),
  );
  expect(fault.message).not.toContain("hunter2");
});

test("another version in charts/ is a fault that names both", async () => {
  const fault = only(
    await resolve({
      "a/Chart.yaml": chart("a", "1.0.0", [redis]),
      "a/charts/redis/Chart.yaml": chart("redis", "17.9.9"),
    }),
  );
  expect(fault.kind).toBe("version-mismatch");
  expect(fault.message).toMatch(/\^18\.0\.0.*17\.9\.9/u);
});

function withPrerelease(version: string): Files {
  return {
    "a/Chart.yaml": chart("a", "1.0.0", [{ ...redis, version }]),
    "a/charts/redis/Chart.yaml": chart("redis", "18.1.0-rc.1"),
  };
}

test("a pre-release needs a range that names one, as in Helm", async () => {
  expect((await resolve(withPrerelease("^18.0.0"))).faults).toHaveLength(1);
  expect((await resolve(withPrerelease("^18.0.0-0"))).faults).toEqual([]);
  expect((await resolve(withPrerelease(""))).faults).toEqual([]);
});

const local = { name: "b", version: "^2.0.0", repository: "oci://registry.example/charts" };

test("an oci dependency that the workspace holds is taken from there", async () => {
  const { resolved, faults } = await resolve({
    "a/Chart.yaml": chart("a", "1.0.0", [local]),
    "b/Chart.yaml": chart("b", "2.5.0", [{ ...local, name: "c" }]),
    "c/Chart.yaml": chart("c", "2.0.0"),
  });
  expect(faults).toEqual([]);
  expect(resolved).toMatchObject([
    {
      source: "workspace",
      version: "2.5.0",
      path: "b",
      dependencies: [{ source: "workspace", path: "c", dependencies: [] }],
    },
  ]);
});

test("an unsatisfied one names both versions; vendored, or with the option off, the workspace is not asked", async () => {
  const files = {
    "a/Chart.yaml": chart("a", "1.0.0", [local]),
    "b/Chart.yaml": chart("b", "1.9.0"),
  };
  const fault = only(await resolve(files));
  expect(fault.kind).toBe("version-mismatch");
  expect(fault.message).toMatch(/b \^2\.0\.0 from oci.* 1\.9\.0/u);
  expect(only(await resolve(files, { workspaceDependencies: false })).kind).toBe("not-vendored");
  const vendored = { ...files, "a/charts/b/Chart.yaml": chart("b", "2.2.0") };
  expect((await resolve(vendored)).resolved).toMatchObject([
    { source: "charts", version: "2.2.0" },
  ]);
});

test("only oci repositories are looked up in the workspace", async () => {
  const declared = { ...local, repository: "https://registry.example/charts" };
  const files = {
    "a/Chart.yaml": chart("a", "1.0.0", [declared]),
    "b/Chart.yaml": chart("b", "2.0.0"),
  };
  expect(only(await resolve(files)).kind).toBe("not-vendored");
});

const lib = { name: "lib", version: "~1.1.0", repository: "file://../shared/lib" };

test("a file dependency is found relative to the chart", async () => {
  const files = {
    "a/Chart.yaml": chart("a", "1.0.0", [lib]),
    "shared/lib/Chart.yaml": chart("lib", "1.1.4"),
  };
  expect((await resolve(files)).resolved).toMatchObject([
    { source: "file", path: "shared/lib", version: "1.1.4" },
  ]);
});

test.each([
  [
    "another version",
    { "shared/lib/Chart.yaml": chart("lib", "1.2.0") },
    lib.repository,
    "version-mismatch",
  ],
  [
    "another name",
    { "shared/lib/Chart.yaml": chart("other", "1.1.0") },
    lib.repository,
    "not-found",
  ],
  ["no chart", {}, lib.repository, "not-found"],
  ["above the workspace", {}, "file://../../lib", "outside-root"],
  ["an absolute path", {}, "file:///etc", "outside-root"],
])("a file dependency with %s is a fault", async (_, files, repository, kind) => {
  const own = chart("a", "1.0.0", [{ ...lib, repository }]);
  expect(only(await resolve({ "a/Chart.yaml": own, ...files })).kind).toBe(kind);
});

test("a file dependency whose folder is a link out of the workspace is refused", async () => {
  const outside = folderOf({ "Chart.yaml": chart("lib", "1.1.0") });
  const own = chart("a", "1.0.0", [lib]);
  const root = folderOf({ "a/Chart.yaml": own, "shared/x": "" });
  symlinkSync(outside, join(root, "shared/lib"));
  const metadata = readChartYaml(Buffer.from(own), "a");
  const resolving = resolveDependencies(diskTree(root), { folder: "a", metadata }, alone);
  await expect(resolving).rejects.toMatchObject({ code: "OUTSIDE_ROOT" });
});

test("charts that embed each other are a cycle, with its path", async () => {
  const fault = only(
    await resolve({
      "a/Chart.yaml": chart("a", "2.0.0", [local]),
      "b/Chart.yaml": chart("b", "2.0.0", [{ name: "a", repository: "file://../a" }]),
    }),
  );
  expect(fault.kind).toBe("cycle");
  expect(fault.message).toContain("a → b → a");
});

test("a range that Helm cannot read is a fault", async () => {
  const own = chart("a", "1.0.0", [{ ...redis, version: "latest" }]);
  expect(only(await resolve({ "a/Chart.yaml": own })).kind).toBe("bad-range");
});

test("a dependency without a repository must lie in charts/", async () => {
  const own = chart("a", "1.0.0", [{ name: "console", version: "1.0.0", repository: "" }]);
  expect(only(await resolve({ "a/Chart.yaml": own })).kind).toBe("not-vendored");
  const { resolved } = await resolve({
    "a/Chart.yaml": own,
    "a/charts/console/Chart.yaml": chart("console", "1.0.0"),
  });
  expect(resolved).toMatchObject([{ source: "charts" }]);
});

test("a broken archive in charts/ is a fault of its own", async () => {
  const files = {
    "a/Chart.yaml": chart("a", "1.0.0", [redis]),
    "a/charts/redis.tgz": "no archive",
  };
  await expect(resolve(files)).rejects.toMatchObject({
    code: "BAD_ARCHIVE",
    message: expect.stringContaining("a/charts/redis.tgz") as string,
  });
});
