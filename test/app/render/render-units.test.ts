import { describe, expect, test } from "vitest";

import { disagreements } from "../../../src/app/render/disagreements.ts";
import { renderUnits } from "../../../src/app/render/render-units.ts";
import type { UnitRendered } from "../../../src/app/render/render-units.ts";
import { renderReport } from "../../../src/app/render/report.ts";
import { servedBy } from "../../../src/app/render/served-by.ts";
import type { RenderPorts, RenderSettings } from "../../../src/app/render/settings.ts";
import { showOnly } from "../../../src/app/render/show-only.ts";
import { helmProgram } from "../../../src/cli/helm/program.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { Cache } from "../../../src/model/cache.ts";
import type { Helm } from "../../../src/model/helm.ts";
import { testHelm } from "../../support/helm-path.ts";
import type { Files } from "../../support/workspace.ts";
import { chartOnly, unit } from "../../support/workspace.ts";
import { sourceOf } from "../support/workspace.ts";

/** The real Helm, its starts counted. */
function counted(): Helm & { readonly starts: () => number } {
  const helm = helmProgram(testHelm.path, testHelm.version);
  let count = 0;
  return {
    ...helm,
    starts: () => count,
    template: (request, signal) => {
      count += 1;
      return helm.template(request, signal);
    },
  };
}

function memory(): Cache {
  const kept = new Map<string, Uint8Array>();
  return {
    get: async (key) => kept.get(key),
    put: async (key, bytes) => void kept.set(key, bytes),
  };
}

interface Run {
  readonly helm?: Helm;
  readonly settings?: Partial<RenderSettings>;
  readonly ports?: Partial<RenderPorts>;
}

async function renders(files: Files, run: Run = {}): Promise<readonly UnitRendered[]> {
  const source = await sourceOf(files, {}, { contents: true });
  const { workspace } = source;
  const settings = {
    helms: [run.helm ?? counted()],
    namespace: "default",
    kubernetes: undefined,
    values: [],
    set: [],
    apiVersions: servedBy(workspace),
    ...run.settings,
  };
  const ports = { spool, cache: memory(), concurrency: 2, ...run.ports };
  return renderUnits(workspace.units, source, settings, ports);
}

function objects({ rendered }: UnitRendered): number | string {
  if (rendered.kind === "rendered") return rendered.objects.length;
  return rendered.kind === "failed" ? rendered.message : rendered.reason;
}

const report = (given: readonly UnitRendered[]): ReturnType<typeof renderReport>["report"] =>
  renderReport(given, {
    helms: [],
    namespace: "default",
    kubernetes: undefined,
    values: [],
    set: [],
    apiVersions: () => [],
  }).report;

describe.skipIf(testHelm.path === "")(`beside helm ${testHelm.version}`, () => {
  test("one process a chart, and none where nothing changed", async () => {
    const [helm, cache] = [counted(), memory()];
    const files = { ...unit("products/a"), ...unit("products/b") };
    const first = await renders(files, { helm, ports: { cache } });
    expect(first.map(objects)).toEqual([1, 1]);
    expect(helm.starts()).toBe(2);
    await renders(files, { helm, ports: { cache } });
    expect(helm.starts()).toBe(2);
    await renders({ ...files, ...unit("products/b", { data: "two" }) }, { helm, ports: { cache } });
    expect(helm.starts()).toBe(3);
    await renders(files, { helm, ports: { cache }, settings: { set: ["x=1"] } });
    expect(helm.starts()).toBe(5);
  });

  test("a dependency of the workspace is inside", async () => {
    const needs = ['{ name: bp-b, version: ^1.0.0, repository: "oci://x" }'];
    const files = { ...unit("products/a", { dependencies: needs }), ...unit("products/b") };
    const [a] = await renders(files);
    expect(a && objects(a)).toBe(2);
  });

  test("what is not vendored is told where it is declared, and no Helm is asked", async () => {
    const helm = counted();
    const needs = ['{ name: far, version: 1.2.3, repository: "https://x.example" }'];
    const found = await renders(unit("products/a", { dependencies: needs }), { helm });
    expect(found.map(objects)).toEqual(["not vendored: far 1.2.3"]);
    expect(helm.starts()).toBe(0);
    const { findings, exitCode } = report(found);
    expect(findings).toMatchObject([
      { ruleId: "BP204", file: "products/a/chart/Chart.yaml", line: 6 },
    ]);
    expect(exitCode).toBe(1);
  });

  test("a library renders nothing, which is no fault", async () => {
    const files = chartOnly("products/a");
    const library = `${files["products/a/chart/Chart.yaml"] ?? ""}type: library\n`;
    const found = await renders({ ...files, "products/a/chart/Chart.yaml": library });
    expect(found.map(objects)).toEqual(["a library chart renders nothing by itself"]);
    expect(report(found)).toMatchObject({ ok: true, findings: [] });
  });

  test("what Helm refuses is a finding in the template", async () => {
    const files = {
      ...unit("products/a"),
      "products/a/chart/templates/b.yaml": "a: b\nc: {{ .Values.x.y }}\n",
    };
    const { findings, ok } = report(await renders(files));
    expect(ok).toBe(false);
    expect(findings).toMatchObject([
      { ruleId: "RENDER", file: "products/a/chart/templates/b.yaml", line: 2, blueprint: "bp-a" },
    ]);
  });

  test("what our own package refuses is one too", async () => {
    const files = { ...unit("products/a"), "products/a/chart/values.yaml": "- a\n" };
    expect((await renders(files)).map(objects)).toEqual([
      "products/a/chart/values.yaml:1: the values are a list",
    ]);
  });

  test("the cluster serves what the blueprint depends on", async () => {
    const ask = '{{ if .Capabilities.APIVersions.Has "b.example/v1/Thing" }}kind: Thing\n{{ end }}';
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.b.example}
spec:
  group: b.example
  names: {kind: Thing}
  versions: [{name: v1, served: true}]
`;
    const files = {
      ...unit("products/a", { depends: { "bp-b": "^1.0.0" } }),
      "products/a/chart/templates/thing.yaml": ask,
      ...unit("products/b"),
      "products/b/chart/crds/thing.yaml": crd,
      ...unit("products/c"),
      "products/c/chart/templates/thing.yaml": ask,
    };
    expect((await renders(files)).map(objects)).toEqual([2, 2, 1]);
  });

  test("what two Helms give alike is no difference, whatever its order", async () => {
    const [one] = await renders(unit("products/a"));
    const [two] = await renders(unit("products/a"), { settings: { set: ["unused=1"] } });
    const [other] = await renders(unit("products/a"), { settings: { release: "other" } });
    if (one === undefined || two === undefined || other === undefined) throw new Error("nothing");
    expect(disagreements([one, { ...two, helm: "9" }])).toEqual([]);
    expect(disagreements([one, { ...other, helm: "9" }])).toMatchObject([
      { name: "bp-a", helm: "9", against: testHelm.version },
    ]);
  });

  test("one template alone, by its name or its path", async () => {
    const more = { "products/a/chart/templates/b.yaml": "kind: B\nmetadata: {name: b}\n" };
    const all = await renders({ ...unit("products/a"), ...more });
    expect(all.map(objects)).toEqual([2]);
    for (const name of [
      "templates/b.yaml",
      "products/a/chart/templates/b.yaml",
      "bp-a/templates/b.yaml",
    ])
      expect(showOnly(all, name).map(objects)).toEqual([1]);
    expect(() => showOnly(all, "templates/c.yaml")).toThrow("templates/c.yaml writes nothing");
  });
});
