import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { findHelm } from "../support/helm.ts";
import { mustRun } from "../support/program.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

const helm = await findHelm();
const withHelm = "missing" in helm ? test.skip : test;
const upstream = ["--upstream", "hello@1.2.3", "--repository", "file://../../../up/hello"];

/** A folder with an upstream chart beside what becomes a workspace. */
function bare(): string {
  return workspace({
    "up/hello/Chart.yaml": "apiVersion: v2\nname: hello\nversion: 1.2.3\n",
    "up/hello/templates/map.yaml":
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: hello-{{ .Release.Name }}\n",
  });
}

async function mustNew(cwd: string, ...args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await bp(["new", ...args, "-o", "json"], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  const report = JSON.parse(stdout) as { readonly files: readonly string[] };
  expect(faults("new", report)).toEqual([]);
  for (const file of report.files) expect(readFileSync(join(cwd, file), "utf8")).not.toBe("");
}

describe("what bp new writes", () => {
  test("passes every rule, warnings and notes too, whatever its name", async () => {
    const cwd = bare();
    await mustNew(cwd, "blueprint", "shop");
    for (const name of ["bp-tool-box", "platform/on", "1e3", "null", "0x1"])
      await mustNew(cwd, "chart", name);
    await mustNew(cwd, "umbrella", "hello", ...upstream);
    for (const name of ["guard", "off", "1e4"]) await mustNew(cwd, "kustomize", name);
    const { stdout } = await bp(["lint", "--profile", "strict", "-o", "json"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, findings: [], summary: { charts: 7 } });
  });

  test("begins with the line that tells an editor the schema", async () => {
    const cwd = temporary();
    await mustNew(cwd, "blueprint", "products/shop");
    const [first = ""] = readFileSync(join(cwd, "products/shop/blueprint.yaml"), "utf8").split(
      "\n",
    );
    const { $id } = JSON.parse(
      readFileSync(join(import.meta.dirname, "../../schemas/blueprint.schema.json"), "utf8"),
    ) as { readonly $id?: string };
    expect(first).toMatch(/^# yaml-language-server: \$schema=https:.*\/blueprint\.schema\.json$/u);
    if ($id !== undefined) expect(first).toContain($id);
  });

  withHelm.each([
    ["blueprint", "shop", "products/shop", /image: "registry\.example\.org\/shop:0\.1\.0"/u],
    ["chart", "shop", "products/shop", /data:\n {2}greeting: hello/u],
  ])("renders: %s", async (kind, name, folder, expected) => {
    if ("missing" in helm) return;
    const cwd = temporary();
    await mustNew(cwd, kind, name);
    await mustRun(helm.path, ["lint", "--strict", `${folder}/chart`], { cwd });
    const { stdout } = await mustRun(helm.path, ["template", "one", `${folder}/chart`], { cwd });
    expect(stdout).toMatch(expected);
  });

  withHelm("renders: umbrella, whose lock Helm takes", async () => {
    if ("missing" in helm) return;
    const cwd = bare();
    await mustNew(cwd, "umbrella", "hello", ...upstream);
    const chart = "platform/hello/chart";
    const lock = readFileSync(join(cwd, chart, "Chart.lock"), "utf8");
    await mustRun(helm.path, ["dependency", "build", chart], { cwd, env: { HOME: cwd } });
    expect(readFileSync(join(cwd, chart, "Chart.lock"), "utf8")).toBe(lock);
    const { stdout } = await mustRun(helm.path, ["template", "one", chart], { cwd });
    expect(stdout).toContain("name: hello-one");
  });
});

describe("bp new never overwrites", () => {
  test("a folder, were it empty", async () => {
    const cwd = temporary();
    mkdirSync(join(cwd, "products/shop"), { recursive: true });
    const { code, stderr } = await bp(["new", "blueprint", "shop"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("products/shop is there already: nothing is written");
    writeFileSync(join(cwd, "products/site"), "a file");
    expect((await bp(["new", "blueprint", "site"], { cwd })).code).toBe(2);
    expect(readFileSync(join(cwd, "products/site"), "utf8")).toBe("a file");
  });

  test("a blueprint of that name elsewhere", async () => {
    const cwd = workspace(unit("platform/shop"));
    const { code, stderr } = await bp(["new", "blueprint", "shop"], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining("platform/shop is there already")]);
  });
});

describe("bp new refuses", () => {
  test.each([
    [["thing", "shop"], "write one of blueprint, chart, kustomize, umbrella"],
    [["blueprint", "Shop"], "lower-case letters"],
    [["blueprint", "../shop"], "write platform/shop or products/shop"],
    [["blueprint", "elsewhere/shop"], "write platform/shop or products/shop"],
    [["umbrella", "hello"], "give --upstream CHART@VERSION"],
    [["umbrella", "hello", "--upstream", "hello@^1.2"], "give --upstream CHART@VERSION"],
    [["umbrella", "hello", "--upstream", "hello@1.2.3"], "give --repository"],
    [["blueprint", "shop", ...upstream], "an umbrella has one"],
  ])("%j", async (args, hint) => {
    const { code, stderr } = await bp(["new", ...args], { cwd: temporary() });
    expect([code, stderr]).toEqual([2, expect.stringContaining(hint)]);
  });

  test("no root of the configuration: the first of them takes a bare name", async () => {
    const cwd = temporary();
    write(cwd, { "bp.config.yaml": "roots: [./blueprints/]\n" });
    await mustNew(cwd, "blueprint", "shop");
    expect(readFileSync(join(cwd, "blueprints/shop/blueprint.yaml"), "utf8")).toContain("bp-shop");
  });
});
