import { expect, test } from "vitest";

import type { PackagePlan } from "../../src/chart/index.ts";
import { collect } from "../archive/support/bytes.ts";
import { tgzOf } from "../archive/support/tar.ts";
import { chartYaml, planOf, treeOf } from "./support/folder.ts";

function paths(plan: PackagePlan): readonly string[] {
  return plan.entries.map(({ path }) => path);
}

async function textOf(plan: PackagePlan, path: string): Promise<string | undefined> {
  const entry = plan.entries.find((candidate) => candidate.path === path);
  return entry === undefined ? undefined : (await collect(entry.open())).toString();
}

test("entries come in Helm's order, subcharts expanded and sorted by name", async () => {
  const tree = treeOf({
    "c/.helmignore": "*.bak\n",
    "c/Chart.yaml": `# comment\n${chartYaml("demo", "1.2.3", "unknown: x\ndescription: d\n")}`,
    "c/Chart.lock": `generated: "2024-05-06T07:08:09.120000000+00:00"\ndigest: sha256:x\n`,
    "c/README.md": "r",
    "c/crds/crd.yaml": "k",
    "c/x.bak": "",
    "c/templates/b.yaml": "b",
    "c/templates/_helpers.tpl": "h",
    "c/templates/.hidden": "",
    "c/values.schema.json": "{}",
    "c/values.yaml": "a: 1\n",
    "c/charts/zz.tgz.prov": "p",
    "c/charts/_off/Chart.yaml": "broken: [",
    "c/charts/.git/x": "",
    "c/charts/folder/Chart.yaml": chartYaml("zeta", "2.0.0"),
    "c/charts/folder/values.yaml": "z: 1\n",
    "c/charts/folder/charts/inner/Chart.yaml": chartYaml("inner", "3.0.0"),
    "c/charts/alpha-0.1.0.tgz": tgzOf([
      { name: "any/templates/t.yaml", body: "\uFEFFt" },
      { name: "any/Chart.yaml", body: chartYaml("alpha", "0.1.0", "appVersion: 7\n") },
    ]),
  });
  const plan = await planOf(tree, "c");
  expect(paths(plan)).toEqual([
    "demo/Chart.yaml",
    "demo/Chart.lock",
    "demo/values.yaml",
    "demo/values.schema.json",
    "demo/templates/_helpers.tpl",
    "demo/templates/b.yaml",
    "demo/.helmignore",
    "demo/README.md",
    "demo/charts/zz.tgz.prov",
    "demo/crds/crd.yaml",
    "demo/charts/alpha/Chart.yaml",
    "demo/charts/alpha/templates/t.yaml",
    "demo/charts/zeta/Chart.yaml",
    "demo/charts/zeta/values.yaml",
    "demo/charts/zeta/charts/inner/Chart.yaml",
  ]);
  expect(await textOf(plan, "demo/Chart.yaml")).toBe(
    "apiVersion: v2\ndescription: d\nname: demo\nversion: 1.2.3\n",
  );
  expect(await textOf(plan, "demo/Chart.lock")).toBe(
    'dependencies: null\ndigest: sha256:x\ngenerated: "2024-05-06T07:08:09.12Z"\n',
  );
  expect(await textOf(plan, "demo/charts/alpha/templates/t.yaml")).toBe("t");
  expect(plan.subcharts).toMatchObject([
    { name: "alpha", version: "0.1.0", appVersion: "7", path: "charts/alpha", source: "charts" },
    { name: "zeta", version: "2.0.0", path: "charts/zeta", digest: undefined },
    { name: "inner", version: "3.0.0", path: "charts/zeta/charts/inner" },
  ]);
  expect(plan.subcharts[0]?.digest).toMatch(/^sha256:[0-9a-f]{64}$/u);
});

test("an old chart keeps requirements.yaml and loses dependencies and lock", async () => {
  const old = "name: old\nversion: 1.0.0\n";
  const requirements = "dependencies:\n- name: sub\n  version: ^1.0.0\n  repository: https://x\n";
  const tree = treeOf({
    "c/Chart.yaml": old,
    "c/requirements.yaml": requirements,
    "c/requirements.lock": "digest: x\n",
    "c/charts/sub/Chart.yaml": `apiVersion: v1\n${old.replace("old", "sub")}`,
  });
  const plan = await planOf(tree, "c");
  expect(plan.metadata.dependencies).toMatchObject([{ name: "sub" }]);
  expect(plan.metadata.apiVersion).toBe("v1");
  expect(paths(plan)).toEqual([
    "old/Chart.yaml",
    "old/requirements.lock",
    "old/requirements.yaml",
    "old/charts/sub/Chart.yaml",
  ]);
  expect(await textOf(plan, "old/Chart.yaml")).toBe("apiVersion: v1\nname: old\nversion: 1.0.0\n");
  expect(plan.subcharts).toMatchObject([{ name: "sub", repository: "https://x" }]);
});

test("charts from elsewhere in the tree are embedded, each with its own .helmignore", async () => {
  const tree = treeOf({
    "a/Chart.yaml": chartYaml(
      "a",
      "1.0.0",
      "dependencies:\n- {name: b, version: ^2.0.0, repository: 'oci://r/x'}\n" +
        "- {name: lib, version: '>=0.1.0', repository: 'file://../lib', alias: one}\n" +
        "- {name: lib, version: '>=0.1.0', repository: 'file://../lib', alias: two}\n",
    ),
    "b/Chart.yaml": chartYaml(
      "b",
      "2.1.0",
      "dependencies: [{name: lib, version: 0.2.0, repository: 'file://../lib'}]\n",
    ),
    "b/.helmignore": "secret\n",
    "b/secret": "",
    "lib/Chart.yaml": chartYaml("lib", "0.2.0", "type: library\n"),
  });
  const metadata = { ...(await planOf(tree, "b")).metadata };
  const charts = new Map([["b", { folder: "b", metadata }]]);
  const plan = await planOf(tree, "a", { charts, workspaceDependencies: true });
  expect(paths(plan)).toEqual([
    "a/Chart.yaml",
    "a/charts/b/Chart.yaml",
    "a/charts/b/.helmignore",
    "a/charts/b/charts/lib/Chart.yaml",
    "a/charts/lib/Chart.yaml",
  ]);
  expect(plan.subcharts.map(({ path, source, repository }) => [path, source, repository])).toEqual([
    ["charts/b", "workspace", "oci://r/x"],
    ["charts/b/charts/lib", "file", "file://../lib"],
    ["charts/lib", "file", "file://../lib"],
  ]);
});

const ok = chartYaml("demo", "1.0.0");
const sub = chartYaml("sub", "1.0.0");

test.each([
  ["a file in charts/ that is no chart", { "c/charts/README.md": "x" }, "c/charts/README.md"],
  ["a folder in charts/ without Chart.yaml", { "c/charts/x/values.yaml": "" }, "c/charts/x"],
  ["a folder that is called as an archive", { "c/charts/x.tgz/Chart.yaml": sub }, "is a folder"],
  ["a schema that is no JSON", { "c/values.schema.json": "{" }, "c/values.schema.json is not JSON"],
  ["an empty schema", { "c/values.schema.json": "" }, "is not JSON"],
  ["a broken Chart.yaml below", { "c/charts/x/Chart.yaml": "name: [" }, "c/charts/x/Chart.yaml:1"],
  [
    "a subchart without a version",
    { "c/charts/x/Chart.yaml": "apiVersion: v2\nname: x\n" },
    "version",
  ],
  [
    "two subcharts of one name",
    { "c/charts/x/Chart.yaml": sub, "c/charts/y/Chart.yaml": sub },
    "two",
  ],
  [
    "an archive without Chart.yaml",
    { "c/charts/x.tgz": tgzOf([{ name: "x/a" }]) },
    "no Chart.yaml",
  ],
  ["a lock with no time", { "c/Chart.lock": "generated: yesterday\n" }, "c/Chart.lock: generated"],
])("%s is refused, naming it", async (_, files, message) => {
  const planning = planOf(treeOf({ "c/Chart.yaml": ok, ...files }), "c");
  await expect(planning).rejects.toMatchObject({
    code: "MATERIAL",
    message: expect.stringContaining(message) as string,
  });
});

test("an archive that climbs is refused, naming archive and entry", async () => {
  const evil = tgzOf([{ name: "x/Chart.yaml", body: sub }, { name: "x/../../evil" }]);
  const planning = planOf(treeOf({ "c/Chart.yaml": ok, "c/charts/x.tgz": evil }), "c");
  await expect(planning).rejects.toMatchObject({
    code: "BAD_ARCHIVE",
    message: expect.stringMatching(/c\/charts\/x\.tgz.*x\/\.\.\/\.\.\/evil/u) as string,
  });
});

test("an archive that packs small and unpacks large is refused", async () => {
  const zeros = Buffer.alloc(5 * 1024 * 1024);
  const members = Array.from({ length: 11 }, (_, index) => ({ name: `x/f${index}`, body: zeros }));
  const archive = (name: string): Buffer =>
    tgzOf([{ name: "x/Chart.yaml", body: chartYaml(name, "1.0.0") }, ...members]);
  const files = {
    "c/Chart.yaml": ok,
    "c/charts/x.tgz": archive("x"),
    "c/charts/y.tgz": archive("y"),
  };
  await expect(planOf(treeOf(files), "c")).rejects.toMatchObject({ code: "LIMIT" });
});

test("archives in archives end somewhere", async () => {
  let archive = tgzOf([{ name: "x/Chart.yaml", body: sub }]);
  for (let depth = 0; depth < 20; depth += 1) {
    archive = tgzOf([
      { name: "x/Chart.yaml", body: sub },
      { name: "x/charts/x.tgz", body: archive },
    ]);
  }
  const planning = planOf(treeOf({ "c/Chart.yaml": ok, "c/charts/x.tgz": archive }), "c");
  await expect(planning).rejects.toMatchObject({ code: "LIMIT" });
});
