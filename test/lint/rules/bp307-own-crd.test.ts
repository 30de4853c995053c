import { expect, test } from "vitest";

import { dependency } from "../charts.ts";
import { answer, notAsked, printed, reasonOf, rendersOfA, sayRendered } from "../rendering.ts";
import { blueprint, crd, object } from "../supply/units.ts";
import type { Files } from "../support.ts";
import { lintFiles, say, unit } from "../support.ts";

const template = "platform/a/chart/templates/x.yaml";
const widget = object("Widget", "e.com/v1");
const told = `${template}:1:13 Widget (e.com) is not known when this release is first installed`;

function withCrd(path: string, text = crd("e.com")): Files {
  const chart = { "charts/s/Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n" };
  return blueprint("a", widget, {
    below: { [path]: text, ...(path.startsWith("charts") ? chart : {}) },
  });
}

test("the CRD is among the templates, or those of a chart inside it", async () => {
  expect(await say("BP307", withCrd("templates/c.yaml"))).toEqual([
    `${told}: its CRD is among the same objects (platform/a/chart/templates/c.yaml:8)`,
  ]);
  expect(await say("BP307", withCrd("charts/s/templates/c.yaml"))).toEqual([
    `${told}: its CRD is among the same objects (platform/a/chart/charts/s/templates/c.yaml:8)`,
  ]);
});

test("an operator makes it once it runs", async () => {
  const below = {
    "charts/crossplane/Chart.yaml": "apiVersion: v2\nname: crossplane\nversion: 1.18.0\n",
  };
  const more = `dependencies:\n${dependency("crossplane", "1.18.0", "")}`;
  const provider = object("Provider", "pkg.crossplane.io/v1");
  expect(await say("BP307", blueprint("a", provider, { below, more }))).toEqual([
    `${template}:1:13 Provider (pkg.crossplane.io) is not known when this release is first installed: its CRD is made by what the release installs (platform/a/chart/Chart.yaml:5)`,
  ]);
  expect(await say("BP307", blueprint("a", provider, { more }))).toEqual([]);
});

test.each([
  ["it lies in crds/", withCrd("crds/c.yaml")],
  ["a chart inside it has it in crds/", withCrd("charts/s/crds/c.yaml")],
  ["it is off", withCrd("templates/c.yaml", `{{ if .Values.x }}\n${crd("e.com")}{{ end }}`)],
  ["it is of another kind", withCrd("templates/c.yaml", crd("e.com", "Gadget"))],
  ["another blueprint brings it", { ...blueprint("a", widget), ...blueprint("b", crd("e.com")) }],
  [
    "the object is a hook that comes after",
    blueprint(
      "a",
      `${object("Widget", "e.com/v1", "  annotations:\n    helm.sh/hook: post-install\n")}---\n${crd("e.com")}`,
    ),
  ],
  [
    "the cluster is asked first",
    blueprint(
      "a",
      `{{ if .Capabilities.APIVersions.Has "e.com/v1" }}\n${widget}{{ end }}\n---\n${crd("e.com")}`,
    ),
  ],
])("in order where %s", async (_, files) => {
  expect(await say("BP307", files)).toEqual([]);
});

test("not run where charts are not there to be read", async () => {
  const more = `dependencies:\n${dependency("up", "1.0.0", "https://x")}`;
  const { notRun } = await lintFiles(blueprint("a", widget, { more }));
  const reason = "not vendored: nobody can look into the charts that are not in charts/ of bp-a";
  expect(notRun).toContainEqual({ ruleId: "BP307", reason });
  expect(await reasonOf("BP307", unit("a"))).toBe(notAsked);
  expect(await reasonOf("BP307", unit("a"), rendersOfA(answer("")))).toBe(undefined);
});

test("what a helper renders, at the template that asks it", async () => {
  const files = blueprint("a", '{{ include "all" . }}\n');
  const output = printed("templates/x.yaml", crd("e.com"), widget);
  expect(await sayRendered("BP307", files, output)).toEqual([
    `${template}:1:1 Widget (e.com) is not known when this release is first installed: its CRD is among the same objects (${template}:1)`,
  ]);
  expect(
    await sayRendered(
      "BP307",
      files,
      printed("crds/c.yaml", crd("e.com")) + printed("templates/x.yaml", widget),
    ),
  ).toEqual([]);
});

test("what the render leaves out is not there", async () => {
  const files = withCrd("templates/c.yaml");
  expect(await sayRendered("BP307", files, printed("templates/x.yaml", widget))).toEqual([]);
});
