import { expect, test } from "vitest";

import { compositions } from "../../support/compositions.ts";
import { dependency } from "../charts.ts";
import { kit } from "../kit.ts";
import { notAsked, printed, reasonOf, sayRendered } from "../rendering.ts";
import { blueprint, crd, object, slotWith } from "../supply/units.ts";
import type { Files } from "../support.ts";
import { lintFiles, say } from "../support.ts";

const template = "platform/a/chart/templates/x.yaml";
const widget = object("Widget", "e.com/v1");
const topic = object("KafkaTopic", "kafka.strimzi.io/v1beta2");
const upstream = `dependencies:\n${dependency("up", "1.0.0", "https://x")}`;

test("a kind that nobody brings", async () => {
  expect(await say("BP411", blueprint("a", widget))).toEqual([
    `${template}:1:13 no blueprint of the tree brings Widget (e.com)`,
  ]);
  expect(await say("BP411", blueprint("a", `${topic}---\n${topic}`))).toEqual([
    `${template}:1:13 no blueprint of the tree brings KafkaTopic (kafka.strimzi.io), as bp-strimzi-kafka-operator would (and 1 more of it)`,
  ]);
});

test("a kind that is nearly another's", async () => {
  const files = {
    ...blueprint("a", object("Wigdet", "e.com/v1")),
    ...blueprint("b", crd("e.com")),
  };
  expect(await say("BP411", files)).toEqual([
    `${template}:1:13 no blueprint of the tree brings Wigdet (e.com); did you mean Widget?`,
  ]);
});

test("in a chart inside it, and in manifests", async () => {
  const below = {
    "charts/s/Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n",
    "charts/s/templates/w.yaml": widget,
  };
  expect(await say("BP411", blueprint("a", "", { below }))).toHaveLength(1);
  const manifests = { "platform/a/manifests/x.yaml": widget };
  expect(await say("BP411", { ...blueprint("a", ""), ...manifests })).toEqual([
    "platform/a/manifests/x.yaml:1:13 no blueprint of the tree brings Widget (e.com)",
  ]);
});

test("of a known group nobody else is thought to bring it, though there are charts that cannot be read", async () => {
  const files = { ...blueprint("a", topic), ...blueprint("b", "", { more: upstream }) };
  expect(await say("BP411", files)).toHaveLength(1);
});

test.each<[string, Files]>([
  ["a blueprint", blueprint("b", crd("e.com"))],
  [
    "one that turns it off by default",
    blueprint("b", `{{ if .Values.x }}\n${crd("e.com")}{{ end }}`),
  ],
  ["one whose CRDs are made of values", blueprint("b", crd("e.com", '{{ include "k" . }}'))],
  ["a chart that is not there", blueprint("b", "", { more: upstream })],
  ["what is depended on and not in the tree", blueprint("a", widget, { depends: ["gone"] })],
  ["what Flux installs", blueprint("b", object("HelmRelease", "helm.toolkit.fluxcd.io/v2"))],
])("not where it comes or may come with %s", async (_, files) => {
  const found = await say("BP411", { ...blueprint("a", widget), ...files });
  expect(found.filter((line) => line.includes("Widget"))).toEqual([]);
});

test.each([
  ["Kubernetes' own", object("Ingress", "networking.k8s.io/v1")],
  ["the core's", object("Pod", "v1")],
  ["off", `{{ if .Values.never }}\n${widget}{{ end }}`],
  [
    "asked for first",
    `{{ if .Capabilities.APIVersions.Has "e.com/v1/Widget" }}\n${widget}{{ end }}`,
  ],
  ["the render's to decide", `{{ range include "w" . | fromJsonArray }}\n${widget}{{ end }}`],
  ["a test's", object("Widget", "e.com/v1", "  annotations:\n    helm.sh/hook: test\n")],
])("not where it is %s", async (_, text) => {
  expect(await say("BP411", blueprint("a", text))).toEqual([]);
});

test("what a kit's release turns on, at the value that does", async () => {
  const gated = `{{ if .Values.w }}\n${widget}{{ end }}`;
  const a = blueprint("a", gated, { below: { "values.yaml": "w: false" } });
  const slots = kit({ "1-a.yaml": slotWith("a", "{w: true}") });
  expect(await say("BP411", { ...a, ...slots })).toEqual([
    `clusters/a/bootstrap-kit/1-a.yaml:18:15 bp-a turns on w, and no blueprint of the tree brings Widget (e.com) (${template}:2)`,
  ]);
  expect(await say("BP411", { ...a, ...slots, ...blueprint("b", crd("e.com")) })).toEqual([]);
});

test("not where the configuration says who has it", async () => {
  const files = { ...blueprint("a", widget), ...blueprint("b", "") };
  expect(await say("BP411", files, { providers: new Map([["e.com", "cluster"]]) })).toEqual([]);
  expect(await say("BP411", files, { providers: new Map([["e.com", ["bp-b"]]]) })).toEqual([]);
  expect(await say("BP411", files, { providers: new Map([["e.com", ["c"]]]) })).toHaveLength(1);
});

test("what may come with what nobody can look into is told", async () => {
  const files = {
    ...blueprint("a", widget),
    ...blueprint("b", object("HelmRelease", "helm.toolkit.fluxcd.io/v2")),
    ...blueprint("flux", ""),
  };
  const { notRun } = await lintFiles(files);
  const reason = "Widget (e.com) may come with what nobody can look into";
  expect(notRun).toContainEqual({ ruleId: "BP411", reason });
});

test("a kind that the render shows", async () => {
  const files = blueprint("a", '{{ include "widget" . }}\n');
  expect(await say("BP411", files)).toEqual([]);
  expect(await sayRendered("BP411", files, printed("templates/x.yaml", widget))).toEqual([
    `${template}:1:1 no blueprint of the tree brings Widget (e.com)`,
  ]);
  const own = printed("templates/x.yaml", crd("e.com"), widget);
  expect(await sayRendered("BP411", files, own)).toEqual([]);
  expect(await sayRendered("BP411", blueprint("a", widget), "")).toEqual([]);
  expect(await reasonOf("BP411", blueprint("a", widget))).toBe(notAsked);
});

test("compositions define kinds for others, and need Crossplane; what they compose is not theirs", async () => {
  const claim = object("Database", "example.org/v1");
  const beside = compositions("platform/b");
  const files = { ...blueprint("a", claim), ...blueprint("b", ""), ...beside };
  const told = await say("BP411", files);
  const nobody = "no blueprint of the tree brings";
  expect(told).toEqual([
    `platform/b/compositions/composition.yaml:1:13 ${nobody} Composition (apiextensions.crossplane.io), as bp-crossplane would`,
    `platform/b/compositions/definition.yaml:1:13 ${nobody} CompositeResourceDefinition (apiextensions.crossplane.io), as bp-crossplane would`,
    `platform/b/compositions/functions.yaml:1:13 ${nobody} Function (pkg.crossplane.io), as bp-crossplane would`,
  ]);
  expect(await say("BP411", { ...files, ...blueprint("crossplane", "") })).toEqual([]);
  expect(await say("BP411", { ...blueprint("a", claim), ...blueprint("b", "") })).toEqual([
    `${template}:1:13 ${nobody} Database (example.org)`,
  ]);
});
