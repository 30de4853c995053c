import { expect, test } from "vitest";

import { servedApis } from "../../../src/lint/index.ts";
import { chart } from "../charts.ts";
import { kit, slot } from "../kit.ts";
import type { Files } from "../support.ts";
import { chartText, load, unit } from "../support.ts";

const crd = (
  group: string,
  kind: string,
  versions: string,
): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: x.${group}}
spec:
  group: ${group}
  names:
    kind: ${kind}
  versions:
${versions}`;

async function served(name: string, ...files: readonly Files[]): Promise<readonly string[]> {
  const workspace = await load(Object.assign({}, ...files) as Files);
  const found = workspace.units.find((one) => one.folder === `platform/${name}`);
  if (found === undefined) throw new Error(`no unit ${name}`);
  return servedApis(workspace, found);
}

const depends = (name: string): string =>
  `  depends:\n    - {blueprint: bp-${name}, version: ^1.0.0}\n`;

test("its own definitions, and those of what it depends on, through others too", async () => {
  const a = chart("a", { "crds/x.yaml": crd("a.example", "Own", "  - name: v1\n") });
  const ab = { ...a, ...unit("a", { spec: depends("b") }) };
  const b = unit("b", { spec: depends("c") });
  const c = chart("c", {
    "crds/x.yaml": crd("c.example", "Thing", "  - name: v1\n  - {name: v1beta1, served: false}\n"),
  });
  const other = chart("d", { "crds/x.yaml": crd("d.example", "Other", "  - name: v1\n") });
  expect(await served("a", ab, b, c, other)).toEqual([
    "a.example/v1",
    "a.example/v1/Own",
    "c.example/v1",
    "c.example/v1/Thing",
  ]);
});

test("definitions in the templates of what is there before, as far as they are literal", async () => {
  const text = `{{- if .Values.crds }}\n${crd("t.example", "Thing", "    - name: v1alpha1\n      served: true\n    - name: v2\n")}{{- end }}\n`;
  const b = chart("b", { "templates/crd.yaml": text });
  expect(await served("a", unit("a", { spec: depends("b") }), b)).toEqual([
    "t.example/v1alpha1",
    "t.example/v1alpha1/Thing",
    "t.example/v2",
    "t.example/v2/Thing",
  ]);
});

test("of its own release, what lies in crds/ is there first, and what templates write is not", async () => {
  const text = crd("t.example", "Thing", "  - name: v1\n");
  const own = chart("a", {
    "templates/crd.yaml": text,
    "charts/sub/Chart.yaml": chartText("sub", ""),
    "charts/sub/crds/x.yaml": crd("s.example", "Thing", "  - name: v1\n"),
  });
  expect(await served("a", own)).toEqual(["s.example/v1", "s.example/v1/Thing"]);
});

test("an upstream chart that is not at hand serves what it is known for, once it is there", async () => {
  const more =
    'dependencies:\n  - {name: cert-manager, version: 1.16.2, repository: "https://x.example"}\n';
  const b = unit("b", { chart: chartText("b", more) });
  expect(await served("a", unit("a", { spec: depends("b") }), b)).toEqual([
    "acme.cert-manager.io/v1",
    "cert-manager.io/v1",
  ]);
  expect(await served("b", b)).toEqual([]);
  expect(await served("a", unit("a", { spec: depends("sealed-secrets") }))).toEqual([
    "bitnami.com/v1alpha1",
  ]);
});

test("what a release of the kit waits for is there before", async () => {
  const waits = kit({ "02-b.yaml": slot("b"), "03-a.yaml": slot("a", ["bp-b"]) });
  const b = chart("b", { "crds/x.yaml": crd("b.example", "Thing", "  - name: v1\n") });
  expect(await served("a", unit("a"), b, waits)).toEqual(["b.example/v1", "b.example/v1/Thing"]);
});
