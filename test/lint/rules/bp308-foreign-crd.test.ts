import { expect, test } from "vitest";

import { dependency } from "../charts.ts";
import { kit } from "../kit.ts";
import { notAsked, printed, reasonOf, sayRendered } from "../rendering.ts";
import { blueprint, crd, object, slotIn } from "../supply/units.ts";
import type { Files } from "../support.ts";
import { lintFiles, say } from "../support.ts";

const file = "platform/a/chart/templates/x.yaml";
const certificate = object("Certificate", "cert-manager.io/v1");
const widget = object("Widget", "example.com/v1");
const certs = blueprint("cert-manager", "");
const b = blueprint("b", crd("example.com"));

test("an object whose CRD comes with a blueprint that is not depended on", async () => {
  expect(await say("BP308", { ...blueprint("a", `a: 1\n---\n${certificate}`), ...certs })).toEqual([
    `${file}:3:13 Certificate needs the CRDs of cert-manager.io, which bp-cert-manager brings (platform/cert-manager/chart/Chart.yaml:2), and no dependency brings them`,
  ]);
  expect(await say("BP308", { ...blueprint("a", widget), ...b })).toEqual([
    `${file}:1:13 Widget needs the CRDs of example.com, which bp-b brings (platform/b/chart/templates/x.yaml:8), and no dependency brings them`,
  ]);
});

test("or could come with a chart of it that is not there to be read", async () => {
  const more = `dependencies:\n${dependency("up", "1.0.0", "https://x")}`;
  expect(
    await say("BP308", { ...blueprint("a", widget), ...blueprint("c", "", { more }) }),
  ).toEqual([`${file}:1:13 Widget needs the CRDs of example.com, and no dependency brings them`]);
});

test("that a release of a kit waits for it says nothing of other installations", async () => {
  const slots = kit({ "1-a.yaml": slotIn("a", "x", ["bp-b"]), "2-b.yaml": slotIn("b", "x") });
  expect(await say("BP308", { ...blueprint("a", widget), ...b, ...slots })).toHaveLength(1);
});

test("a dependency on another blueprint does not bring a known group, and may bring an unknown one", async () => {
  const depends = { depends: ["cilium"] };
  expect(await say("BP308", { ...blueprint("a", certificate, depends), ...certs })).toHaveLength(1);
  expect(await say("BP308", { ...blueprint("a", widget, depends), ...b })).toEqual([]);
});

const upstream = `dependencies:\n${dependency("cert-manager", "1.0.0", "https://x")}`;
const definition = crd("cert-manager.io", "Certificate");

test.each<[string, Files]>([
  ["the blueprint", blueprint("a", certificate, { depends: ["cert-manager"] })],
  [
    "one on which another depends",
    {
      ...blueprint("a", certificate, { depends: ["m"] }),
      ...blueprint("m", "", { depends: ["cert-manager"] }),
    },
  ],
  ["a chart", blueprint("a", certificate, { more: upstream })],
  ["a template", blueprint("a", certificate, { below: { "templates/crd.yaml": definition } })],
  ["crds/", blueprint("a", certificate, { below: { "crds/all.yaml": definition } })],
])("%s brings it", async (_, files) => {
  expect(await say("BP308", { ...certs, ...files })).toEqual([]);
});

test.each([
  `{{ if .Capabilities.APIVersions.Has "cert-manager.io/v1" }}\n${certificate}{{ end }}`,
  `{{ if .Values.tls.enabled }}\n${certificate}{{ end }}`,
  `{{ if include "tls" . }}\n${certificate}{{ end }}`,
  "apiVersion: apps/v1\nkind: Deployment\n",
  "apiVersion: v1\nkind: Secret\n",
  "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n",
  "apiVersion: {{ .Values.x }}/v1\nkind: Role\n",
  "apiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    apiVersion: cert-manager.io/v1\n    kind: Issuer\n",
])("%j asks first or needs none", async (text) => {
  expect(await say("BP308", { ...blueprint("a", text), ...certs })).toEqual([]);
});

test("what a subchart writes is its own business, and what nobody brings BP411's", async () => {
  const below = {
    "charts/s/Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n",
    "charts/s/templates/x.yaml": certificate,
  };
  expect(await say("BP308", { ...blueprint("a", "", { below }), ...certs })).toEqual([]);
  expect(await say("BP308", blueprint("a", certificate))).toEqual([]);
});

test("not run where what may bring it is not there to be read", async () => {
  const more = `dependencies:\n${dependency("up", "1.0.0", "https://x")}`;
  const { notRun } = await lintFiles({ ...blueprint("a", widget, { more }), ...b });
  const reason = "not vendored: nobody can look into what may bring the CRDs of bp-a";
  expect(notRun).toContainEqual({ ruleId: "BP308", reason });
});

test("what a helper renders", async () => {
  const files = { ...blueprint("a", '{{ include "widget" . }}\n'), ...b };
  expect(await say("BP308", files)).toEqual([]);
  expect(await sayRendered("BP308", files, printed("templates/x.yaml", widget))).toEqual([
    `${file}:1:1 Widget needs the CRDs of example.com, which bp-b brings (platform/b/chart/templates/x.yaml:8), and no dependency brings them`,
  ]);
  const depends = blueprint("a", '{{ include "widget" . }}\n', { depends: ["b"] });
  expect(
    await sayRendered("BP308", { ...depends, ...b }, printed("templates/x.yaml", widget)),
  ).toEqual([]);
});

test("what the template says already is said once, and what is not rendered not at all", async () => {
  const files = { ...blueprint("a", widget), ...b };
  expect(await sayRendered("BP308", files, printed("templates/x.yaml", widget))).toHaveLength(1);
  expect(await sayRendered("BP308", files, "")).toEqual([]);
  expect(await reasonOf("BP308", files)).toBe(notAsked);
});
