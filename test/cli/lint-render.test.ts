import { describe, expect, test } from "vitest";

import { pathWithHelm, testHelm } from "../support/helm-path.ts";
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

test("--render without a Helm is an error", async () => {
  const cwd = workspace(unit("products/a"));
  const { code, stderr } = await bp(["lint", "--render"], { cwd, env: { PATH: "/nonexistent" } });
  expect([code, stderr]).toEqual([2, expect.stringContaining("there is no helm on PATH")]);
});

describe.skipIf(testHelm.path === "")("with --render", () => {
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
