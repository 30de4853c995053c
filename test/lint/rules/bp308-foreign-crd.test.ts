import { expect, test } from "vitest";

import { chart, dependency, template } from "../charts.ts";
import { blueprintText, say } from "../support.ts";

const file = "platform/a/chart/templates/a.yaml";
const certificate = "apiVersion: cert-manager.io/v1\nkind: Certificate\n";
const widget = "apiVersion: example.com/v1\nkind: Widget\n";
const crd = "kind: CustomResourceDefinition\nspec:\n  group: cert-manager.io\n";

function depending(on: string, text: string): Record<string, string> {
  const blueprint = blueprintText("a", `  depends:\n  - blueprint: ${on}\n`);
  return { ...template(text), "platform/a/blueprint.yaml": blueprint };
}

test("an object whose CRD nobody brings", async () => {
  expect(await say("BP308", template(`a: 1\n---\n${certificate}`))).toEqual([
    `${file}:3:13 Certificate needs the CRDs of cert-manager.io, which bp-cert-manager installs, and no dependency brings them`,
  ]);
  expect(await say("BP308", template(widget))).toEqual([
    `${file}:1:13 Widget needs the CRDs of example.com, and no dependency brings them`,
  ]);
});

test("a dependency on another blueprint does not bring a known group, and may bring an unknown one", async () => {
  expect(await say("BP308", depending("bp-cilium", certificate))).toHaveLength(1);
  expect(await say("BP308", depending("bp-cilium", widget))).toEqual([]);
});

test.each([
  ["the blueprint", depending("cert-manager", certificate)],
  ["its prefix", depending("bp-cert-manager", certificate)],
  [
    "a chart",
    template(
      certificate,
      {},
      `dependencies:\n${dependency("cert-manager", "1.0.0", "file://../c")}`,
    ),
  ],
  ["a template", template(certificate, { "templates/crd.yaml": crd })],
  ["crds/", template(certificate, { "crds/all.yaml": crd })],
])("%s brings it", async (_, files) => {
  expect(await say("BP308", files)).toEqual([]);
});

test.each([
  `{{ if .Capabilities.APIVersions.Has "cert-manager.io/v1" }}\n${certificate}{{ end }}`,
  `{{ if .Values.tls.enabled }}\n${certificate}{{ end }}`,
  "apiVersion: apps/v1\nkind: Deployment\n",
  "apiVersion: v1\nkind: Secret\n",
  "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n",
  "apiVersion: {{ .Values.x }}/v1\nkind: Role\n",
  "apiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    apiVersion: cert-manager.io/v1\n    kind: Issuer\n",
])("%j asks first or needs none", async (text) => {
  expect(await say("BP308", template(text))).toEqual([]);
});

test("what a subchart writes is its own business", async () => {
  const files = chart("a", { "charts/b/templates/x.yaml": certificate });
  expect(await say("BP308", files)).toEqual([]);
});
