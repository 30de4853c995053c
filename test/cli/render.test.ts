import { describe, expect, test } from "vitest";

import { pathWithHelm, testHelm } from "../support/helm-path.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

test("without a Helm it says so", async () => {
  const { code, stderr } = await bp(["render", "--helm", "./none"], {
    cwd: workspace(unit("products/a")),
  });
  expect(code).toBe(2);
  expect(stderr).toContain("there is no program ./none");
  expect(stderr).toContain("install Helm 3.8 or newer");
});

function env(): Record<string, string> {
  return { PATH: pathWithHelm(), XDG_CACHE_HOME: temporary() };
}

describe.skipIf(testHelm.path === "")(`bp render, with helm ${testHelm.version}`, () => {
  const files = unit("products/a");

  test("standard output holds the manifests and nothing else", async () => {
    const { code, stdout, stderr } = await bp(["render", "a"], {
      cwd: workspace(files),
      env: env(),
    });
    expect(code).toBe(0);
    expect(stdout).toBe(`---
# Source: bp-a/templates/config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
data:
  word: one
`);
    expect(stderr).toBe(`bp-a 1.0.0: 1 object, by helm ${testHelm.version}\n`);
  });

  test("values, release, namespace and Kubernetes are those asked for", async () => {
    const cwd = workspace(files, {
      "products/a/chart/templates/config.yaml":
        "kind: {{ .Values.kind }}\nmetadata:\n  name: {{ .Release.Name }}\n  namespace: {{ .Release.Namespace }}\n  labels: {v: {{ .Capabilities.KubeVersion.Version }}, x: {{ .Values.x }}}\n",
      "more.yaml": "kind: Other\nx: 1\n",
    });
    const args = [
      "-f",
      "more.yaml",
      "--set",
      "x=2",
      "--release",
      "r",
      "-n",
      "ns",
      "--kube-version",
      "1.31",
    ];
    const { stdout } = await bp(["render", "a", ...args], { cwd, env: env() });
    for (const text of ["kind: Other", "name: r", "namespace: ns", "v: v1.31.0", "x: 2"])
      expect(stdout).toContain(text);
  });

  test("the report answers to its schema", async () => {
    const cwd = workspace(
      files,
      unit("products/b", {
        dependencies: ["{ name: far, version: 1.0.0, repository: https://x }"],
      }),
    );
    const { code, stdout } = await bp(["render", "-o", "json"], { cwd, env: env() });
    const report = JSON.parse(stdout) as { readonly renders: readonly object[] };
    expect(faults("render", report)).toEqual([]);
    expect(code).toBe(1);
    expect(report.renders).toMatchObject([
      {
        name: "bp-a",
        status: "rendered",
        helm: testHelm.version,
        objects: [{ kind: "ConfigMap" }],
      },
      { name: "bp-b", status: "not rendered", reason: "not vendored: far 1.0.0", helm: null },
    ]);
  });

  test("usage that cannot be meant", async () => {
    const cwd = workspace(files);
    for (const [args, said] of [
      [["--kube-version", "latest"], "no version of Kubernetes"],
      [["-f", "none.yaml"], "cannot read the values none.yaml"],
      [["-s", "templates/none.yaml"], "writes nothing"],
    ] as const) {
      const { code, stderr } = await bp(["render", "a", ...args], { cwd, env: env() });
      expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
    }
  });

  test("the configuration names the Helm and the Kubernetes", async () => {
    const cwd = workspace(files, {
      "bp.config.yaml": `render: {helm: [${JSON.stringify(testHelm.path)}, ./no]}\n`,
    });
    const { code, stderr } = await bp(["render"], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining("there is no program ./no")]);
  });
});
