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
  const a = { ...unit("a", { spec: depends("b") }) };
  const b = unit("b", { spec: depends("c") });
  const c = chart("c", {
    "crds/x.yaml": crd("c.example", "Thing", "  - name: v1\n  - {name: v1beta1, served: false}\n"),
  });
  const other = chart("d", { "crds/x.yaml": crd("d.example", "Other", "  - name: v1\n") });
  expect(await served("a", a, b, c, other)).toEqual(["c.example/v1", "c.example/v1/Thing"]);
});

test("definitions in templates, as far as they are literal", async () => {
  const text = `{{- if .Values.crds }}\n${crd("t.example", "Thing", "    - name: v1alpha1\n      served: true\n    - name: v2\n")}{{- end }}\n`;
  expect(await served("a", chart("a", { "templates/crd.yaml": text }))).toEqual([
    "t.example/v1alpha1",
    "t.example/v1alpha1/Thing",
    "t.example/v2",
    "t.example/v2/Thing",
  ]);
});

test("an upstream chart that is not at hand serves what it is known for", async () => {
  const more =
    'dependencies:\n  - {name: cert-manager, version: 1.16.2, repository: "https://x.example"}\n';
  expect(await served("a", unit("a", { chart: chartText("a", more) }))).toEqual([
    "acme.cert-manager.io/v1",
    "cert-manager.io/v1",
  ]);
  expect(await served("a", unit("a", { spec: depends("sealed-secrets") }))).toEqual([
    "bitnami.com/v1alpha1",
  ]);
});

test("what a release of the kit waits for is there before", async () => {
  const waits = kit({ "02-b.yaml": slot("b"), "03-a.yaml": slot("a", ["bp-b"]) });
  const b = chart("b", { "crds/x.yaml": crd("b.example", "Thing", "  - name: v1\n") });
  expect(await served("a", unit("a"), b, waits)).toEqual(["b.example/v1", "b.example/v1/Thing"]);
});
