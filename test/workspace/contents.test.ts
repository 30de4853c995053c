import { symlinkSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { Unit } from "../../src/model/workspace.ts";
import { faults, load, loadIn } from "./loading.ts";
import { scratch } from "./scratch.ts";

const files = {
  "platform/x/blueprint.yaml": "apiVersion: catalyst.openova.io/v1\nkind: Blueprint\n",
  "platform/x/icon.svg": "<svg/>",
  "platform/x/docs/a/b.md": "",
  "platform/x/.cache/c": "",
  "platform/x/ui/node_modules/d/e.js": "",
  "platform/x/chart/Chart.yaml": "apiVersion: v2\nname: bp-x\nversion: 1.0.0\n",
  "platform/x/chart/values.yaml": "a: 1\n",
  "platform/x/chart/.helmignore": "*.bak\n/ci/\n",
  "platform/x/chart/Chart.lock": "dependencies: []\ndigest: sha256:0\n",
  "platform/x/chart/ci/t.yaml": "",
  "platform/x/chart/templates/a.yaml": "a: {{ .Values.a }}\r\n",
  "platform/x/chart/templates/a.yaml.bak": "",
  "platform/x/chart/templates/.hidden": "",
  "platform/x/chart/templates/deep/b.txt": "b",
  "platform/x/chart/charts/s/Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n",
  "platform/x/chart/charts/s/templates/s.yaml": "s",
  "platform/x/chart/charts/_off/templates/o.yaml": "o",
};

async function unitIn(root: string): Promise<Unit | undefined> {
  return (await loadIn(root, { contents: true })).units[0];
}

test("every file of a unit, and what of its chart Helm packages and renders", async () => {
  const unit = await unitIn(scratch(files));
  const listed = Object.keys(files)
    .filter((path) => !/\.cache|node_modules/u.test(path))
    .map((path) => path.slice("platform/x/".length));
  expect(unit?.files).toEqual(listed.toSorted());
  expect(unit?.chart?.packaged).toEqual([
    ".helmignore",
    "Chart.lock",
    "Chart.yaml",
    "charts/_off/templates/o.yaml",
    "charts/s/Chart.yaml",
    "charts/s/templates/s.yaml",
    "templates/a.yaml",
    "templates/deep/b.txt",
    "values.yaml",
  ]);
  expect(unit?.chart?.templates).toEqual([
    { path: "charts/s/templates/s.yaml", text: "s" },
    { path: "templates/a.yaml", text: "a: {{ .Values.a }}\r\n" },
    { path: "templates/deep/b.txt", text: "b" },
  ]);
  expect(unit?.chart?.ignore).toEqual({ path: ".helmignore", text: "*.bak\n/ci/\n" });
  expect(unit?.chart?.lock?.root?.kind).toBe("mapping");
});

test("without it nothing of that is read; the texts that were read anyhow are there", async () => {
  const { units, files: read } = await load(files);
  expect(read).toBe(4);
  expect(units[0]?.files).toBe(undefined);
  expect(units[0]?.chart).toMatchObject({
    text: files["platform/x/chart/Chart.yaml"],
    valuesText: "a: 1\n",
  });
  for (const key of ["packaged", "templates", "ignore", "lock"])
    expect(units[0]?.chart).not.toHaveProperty(key);
});

test("links are followed inside the chart, once, and one that leaves the tree is told", async () => {
  const root = scratch(files);
  const chart = join(root, "platform/x/chart");
  symlinkSync("../ci", join(chart, "templates/ci"));
  symlinkSync("..", join(chart, "templates/up"));
  symlinkSync(join(root, "../elsewhere"), join(chart, "templates/away"));
  symlinkSync("/", join(root, "platform/x/docs/root"));
  const workspace = await loadIn(root, { contents: true });
  const [unit] = workspace.units;
  expect(unit?.files).toContain("chart/templates/ci/t.yaml");
  expect(unit?.files).toContain("docs/root");
  expect(unit?.files?.filter((path) => path.includes("templates/up"))).toEqual([]);
  expect(faults(workspace).filter((line) => !line.includes("away"))).toEqual([]);
});

test("a .helmignore that Helm refuses is told, and nothing is taken for packaged", async () => {
  const root = scratch({ ...files, "platform/x/chart/.helmignore": "**/x\n" });
  const workspace = await loadIn(root, { contents: true });
  expect(faults(workspace)).toEqual([
    "platform/x/chart/.helmignore:1 FILE error bp-x platform/x/chart/.helmignore:1: ** is not supported: **/x",
  ]);
  expect(workspace.units[0]?.chart).not.toHaveProperty("packaged");
});

test("the shared logos", async () => {
  const folder = "products/catalyst/bootstrap/ui/public/component-logos";
  const workspace = await load(
    { ...files, [`${folder}/b.svg`]: "", [`${folder}/a.png`]: "" },
    { contents: true },
  );
  expect(workspace.logos).toEqual(["a.png", "b.svg"]);
  expect(await load(files, { contents: true })).not.toHaveProperty("logos");
});
