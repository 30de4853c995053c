import { describe, expect, onTestFinished, test } from "vitest";

import { pathWithHelm, testHelm } from "../support/helm-path.ts";
import { startServing } from "../support/serving.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

interface Report {
  readonly findings: readonly { readonly ruleId: string }[];
  readonly summary: {
    readonly notRun: readonly { readonly ruleId: string; readonly reason: string }[];
  };
}

test("plain lint starts no process, and says so; --helm alone is no question", async () => {
  const cwd = workspace(unit("products/a"));
  const { stdout } = await bp(["lint"], { cwd, env: { PATH: "/nonexistent" } });
  expect(stdout).toContain("the render was not asked for: bp lint --render");
  const { code, stderr } = await bp(["lint", "--helm", "x"], { cwd });
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining("--helm names the Helm that --render asks"),
  ]);
});

test("--images alone is no question", async () => {
  const { code, stderr } = await bp(["lint", "--images"], { cwd: workspace(unit("products/a")) });
  expect([code, stderr]).toEqual([2, expect.stringContaining("write --render --images")]);
});

test("--render without a Helm is an error", async () => {
  const cwd = workspace(unit("products/a"));
  const { code, stderr } = await bp(["lint", "--render"], { cwd, env: { PATH: "/nonexistent" } });
  expect([code, stderr]).toEqual([2, expect.stringContaining("there is no helm on PATH")]);
});

describe.skipIf(testHelm.path === "")("with --render", () => {
  test("--images asks the registry, and says which image it has not", async () => {
    const registry = await startServing([temporary()]);
    onTestFinished(async () => void (await registry.end("SIGTERM")));
    const image = `${registry.host}/o/app:1.2.3`;
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: "${image}"}]}\n`;
    const cwd = workspace({ ...unit("products/a"), "products/a/chart/templates/p.yaml": pod });
    const env = { PATH: pathWithHelm(), XDG_CACHE_HOME: temporary() };
    const args = ["lint", "--render", "--images", "-o", "json"];
    const { code, stdout } = await bp(args, { cwd, env });
    const { findings } = JSON.parse(stdout) as Report;
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.objectContaining({
        ruleId: "BP314",
        file: "products/a/chart/templates/p.yaml",
        message: `Pod p: its registry has no ${image}`,
      }),
    );
  });

  test("what is rendered is judged, and what is not vendored is not run", async () => {
    const twice = "kind: A\napiVersion: v1\nmetadata: {name: a}\n";
    const needs = ["{ name: far, version: 1.0.0, repository: https://x.example }"];
    const cwd = workspace(
      { ...unit("products/a"), "products/a/chart/templates/b.yaml": `${twice}---\n${twice}` },
      unit("products/b", { dependencies: needs }),
    );
    const env = { PATH: pathWithHelm(), XDG_CACHE_HOME: temporary() };
    const { code, stdout } = await bp(["lint", "--render", "-o", "json"], { cwd, env });
    const report = JSON.parse(stdout) as Report;
    expect(faults("lint", report)).toEqual([]);
    expect(code).toBe(1);
    expect(report.findings.map(({ ruleId }) => ruleId)).toContain("BP304");
    expect(report.summary.notRun).toContainEqual({
      ruleId: "BP304",
      reason: "not vendored, so not rendered: bp-b",
    });
  });
});
