import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { describe, expect, test } from "vitest";

import { kustomize, manifestFiles } from "../support/kustomize.ts";
import { unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

/** A real kustomize, or the one in a kubectl, where the machine has one. */
const real = ["kustomize", "kubectl"]
  .flatMap((name) => (process.env["PATH"] ?? "").split(delimiter).map((one) => join(one, name)))
  .find((path) => existsSync(path));

const files = kustomize("platform/guard");

describe("bp render, of manifests", () => {
  test("says which program it lacks", async () => {
    const run = await bp(["render", "guard"], { cwd: workspace(files), env: { PATH: "" } });
    expect([run.code, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toContain("there is no kustomize and no kubectl on PATH");
    const named = await bp(["render", "guard", "--kustomize", "./none"], { cwd: workspace(files) });
    expect(named.stderr).toContain("there is no ./none");
  });

  test("of an overlay that is not there, and of a chart", async () => {
    const cwd = workspace(files, unit("products/shop"));
    const { code, stderr } = await bp(["render", "guard", "--overlay", "x"], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining("bp-guard has no overlay x")]);
    const chart = await bp(["render", "shop", "--overlay", "prod"], { cwd });
    expect(chart.stderr).toContain("overlays are for manifests");
  });

  test.skipIf(real === undefined)(
    "the base, and an overlay, as a real kustomize builds",
    async () => {
      const cwd = workspace(files);
      const args = ["render", "guard", "--kustomize", real ?? "", "-o", "json"];
      const base = await bp(args, { cwd });
      const report: unknown = JSON.parse(base.stdout);
      expect(faults("render", report)).toEqual([]);
      expect(report).toMatchObject({
        ok: true,
        renders: [
          {
            name: "bp-guard",
            helm: null,
            kustomize: expect.stringMatching(/^\d+\.\d+\.\d+/u),
            status: "rendered",
            objects: [{ kind: "ConfigMap" }, { kind: "Deployment", name: "guard", source: "base" }],
            manifest: expect.stringContaining("ghcr.io/acme/guard:1.0.0"),
          },
        ],
      });
      const overlay = await bp([...args, "--overlay", "prod"], { cwd });
      expect(overlay.stdout).toContain("ghcr.io/acme/guard:1.0.1");
    },
  );

  test.skipIf(real === undefined)("what kustomize refuses is told, and where", async () => {
    const { "base/guard.yaml": _gone, ...less } = manifestFiles();
    const cwd = workspace(kustomize("platform/guard", {}, less));
    const { code, stdout } = await bp(["render", "guard", "--kustomize", real ?? ""], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain("platform/guard/manifests/base/kustomization.yaml");
    expect(stdout).toContain("guard.yaml");
  });
});

test.each([
  ["test", "bp test is for charts, and there is none in bp-guard"],
  ["package --why-size", "--why-size is for charts, and there is none in bp-guard"],
])("bp %s is for charts", async (words, message) => {
  const { code, stderr } = await bp([...words.split(" "), "guard"], { cwd: workspace(files) });
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
