import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { bp, mustBp, said } from "../support/program.ts";
import { expectRefusal } from "../support/refusal.ts";
import type { PublishReport } from "../support/reports.ts";
import { publish, verify } from "../support/reports.ts";
import type { UnitOptions } from "../support/workspace.ts";
import { chartOnly, unit, workspace, write } from "../support/workspace.ts";

const from = "oci://registry.example/charts";
const base = unit("platform/base", { version: "1.4.0", data: "base" });

function app(range: string, more: UnitOptions = {}): Record<string, string> {
  const line = `{ name: bp-base, version: ${JSON.stringify(range)}, repository: "${from}" }`;
  return unit("products/app", { dependencies: [line], ...more });
}

function statuses({ artifacts }: PublishReport): Readonly<Record<string, string>> {
  return Object.fromEntries(artifacts.map(({ name, status }) => [name, status]));
}

/** Every SBOM that a layout holds. */
function sboms(layout: string): readonly string[] {
  const blobs = join(layout, "blobs/sha256");
  const texts = readdirSync(blobs).map((name) => readFileSync(join(blobs, name), "utf8"));
  return texts.filter((text) => text.includes('"bomFormat": "CycloneDX"'));
}

test("a chart of the workspace is embedded, said in one line, and recorded in the SBOM", async () => {
  const work = workspace(base, app("^1.2.0"));
  const outcome = await mustBp(["publish", "app"], { cwd: work });
  const lines = said(outcome).split("\n");
  expect(lines.filter((line) => line.includes("taken from the workspace"))).toEqual([
    expect.stringMatching(/bp-app: bp-base 1\.4\.0 .*platform\/base/u),
  ]);
  const layout = join(work, ".bp/registry/bp-app");
  const { report } = await verify([`oci-layout:${layout}:1.0.0`], { cwd: work });
  expect(report.ok).toBe(true);
  expect(report.checks.find(({ name }) => name === "contents")?.detail).toContain("bp-base 1.4.0");
  const [sbom, ...more] = sboms(layout);
  expect(more).toEqual([]);
  expect(sbom).toMatch(/"name": "bp-base",\s+"version": "1\.4\.0"/u);
});

test("a version that does not fit is an error that names both", async () => {
  const work = workspace(base, app("^2.0.0"));
  const outcome = await bp(["publish", "--all"], { cwd: work });
  const says = [
    /products\/app\/chart\/Chart\.yaml:\d+:\d+/u,
    "bp-base",
    "1.4.0",
    "^2.0.0",
    "help:",
  ];
  expectRefusal(outcome, { code: 1, says });
  expect(outcome.stdout).toMatch(/published\s+\S+bp-base:1\.4\.0/u);
});

test("workspaceDependencies: false leaves the workspace aside", async () => {
  const config = { "bp.config.yaml": "workspaceDependencies: false\n" };
  const work = workspace(base, app("^1.2.0"), config);
  const outcome = await bp(["publish", "app"], { cwd: work });
  expectRefusal(outcome, { code: 1, says: ["bp-base", "^1.2.0", "not vendored", from, "help:"] });
});

test("what embeds or depends on a failed one is blocked, and all else completes", async () => {
  const broken = { ...base, "platform/base/chart/values.yaml": "a: [\n" };
  const work = workspace(
    broken,
    app("^1.2.0"),
    unit("products/user", { depends: { "bp-base": "^1.0.0" } }),
    unit("products/heir", { depends: { "bp-user": "^1.0.0" } }),
    unit("products/free"),
  );
  const { outcome, report } = await publish(["--all"], { cwd: work });
  expect(outcome.code, said(outcome)).toBe(1);
  expect(statuses(report)).toEqual({
    "bp-base": "failed",
    "bp-app": "blocked",
    "bp-user": "blocked",
    "bp-heir": "blocked",
    "bp-free": "published",
  });
  const blocked = report.artifacts.find(({ name }) => name === "bp-heir");
  expect(blocked?.error?.message).toContain("products/user");
  expect(readdirSync(join(work, ".bp/registry"))).toEqual(["bp-free"]);
});

test("a dependency outside the selection holds nothing up", async () => {
  const broken = { ...base, "platform/base/chart/values.yaml": "a: [\n" };
  const work = workspace(broken, unit("products/user", { depends: { "bp-base": "^1.0.0" } }));
  const { outcome, report } = await publish(["user"], { cwd: work });
  expect(outcome.code, said(outcome)).toBe(0);
  expect(statuses(report)).toEqual({ "bp-user": "published" });
});

test("a circle of dependencies fails with its rule, and all else completes", async () => {
  const work = workspace(
    unit("products/a", { depends: { "bp-b": "^1.0.0" } }),
    unit("products/b", { depends: { "bp-a": "^1.0.0" } }),
    unit("products/heir", { depends: { "bp-a": "^1.0.0" } }),
    unit("products/free"),
  );
  const { outcome, report } = await publish(["--all"], { cwd: work });
  expect(outcome.code, said(outcome)).toBe(1);
  expect(statuses(report)).toEqual({
    "bp-a": "failed",
    "bp-b": "failed",
    "bp-heir": "blocked",
    "bp-free": "published",
  });
  const errors = report.artifacts.slice(0, 2).map(({ error }) => error?.message);
  expect(errors).toEqual([expect.stringContaining("BP403"), expect.stringContaining("BP403")]);
});

function needs(name: string): readonly string[] {
  return [`{ name: ${name}, version: ^1.0.0, repository: "${from}" }`];
}

test("charts that embed one another fail, and say so", async () => {
  const work = workspace(
    unit("products/a", { dependencies: needs("bp-b") }),
    unit("products/b", { dependencies: needs("bp-a") }),
  );
  const outcome = await bp(["publish", "--all"], { cwd: work });
  expectRefusal(outcome, { code: 1, says: ["bp-a", "bp-b", /circle|cycle/u, "help:"] });
});

test("a chart without blueprint.yaml is published with a warning; a README alone is a draft", async () => {
  const work = workspace(chartOnly("products/bare"), { "products/idea/README.md": "# An idea\n" });
  const outcome = await mustBp(["publish", "--all"], { cwd: work });
  expect(said(outcome)).toMatch(/bp-bare.*without a blueprint/u);
  const { report } = await verify(["oci-layout:.bp/registry/bp-bare:1.0.0"], { cwd: work });
  expect(report.checks.find(({ name }) => name === "blueprint")).toMatchObject({ ok: true });
  const list = await mustBp(["list", "-o", "json"], { cwd: work });
  expect(JSON.parse(list.stdout)).toMatchObject({
    blueprints: [],
    charts: [{ name: "bp-bare", blueprint: null }],
    drafts: [{ folder: "products/idea" }],
  });
  expectRefusal(await bp(["publish", "idea"], { cwd: work }), {
    code: 2,
    says: ["draft", "help:"],
  });
});

test("a bump of what is embedded changes what embeds it: a conflict until it is bumped too", async () => {
  const work = workspace(base, app("^1.2.0"));
  await mustBp(["publish", "--all"], { cwd: work });
  write(work, unit("platform/base", { version: "1.5.0", data: "newer" }));
  const { outcome, report } = await publish(["--all"], { cwd: work });
  expect(outcome.code, said(outcome)).toBe(4);
  expect(statuses(report)).toEqual({ "bp-base": "published", "bp-app": "conflict" });
  const [, conflict] = report.artifacts;
  expect(conflict?.differences?.map(({ path }) => path)).toContain("charts/bp-base/Chart.yaml");
  expect(existsSync(join(work, ".bp/registry/bp-base/index.json"))).toBe(true);
});
