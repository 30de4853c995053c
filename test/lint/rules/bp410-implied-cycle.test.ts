import { expect, test } from "vitest";

import { kit } from "../kit.ts";
import { notAsked, printed, reasonOf, sayRendered } from "../rendering.ts";
import { blueprint, crd, object, slotIn, slotWith } from "../supply/units.ts";
import type { Files } from "../support.ts";
import { lintFiles, say } from "../support.ts";

const template = "platform/a/chart/templates/x.yaml";
const provider = "platform/b/chart/templates/x.yaml";
const widget = object("Widget", "e.com/v1");
const gated = `{{ if .Values.monitor.enabled }}\n${widget}{{ end }}`;
const on = { "values.yaml": "monitor:\n  enabled: true\n" };
const b = blueprint("b", crd("e.com"), { depends: ["a"] });

function pod(rest: string): string {
  return object("Deployment", "apps/v1", rest);
}

function ids({ findings }: Awaited<ReturnType<typeof lintFiles>>): readonly string[] {
  return findings.map(({ ruleId }) => ruleId).filter((id) => /BP308|BP4/u.test(id));
}

test("a kind that comes from what waits for its user, with the value that closes the loop", async () => {
  const files = { ...blueprint("a", gated, { below: on }), ...b };
  expect(await say("BP410", files)).toEqual([
    `${template}:2:13 a loop that no depends shows: bp-a -> bp-b -> bp-a: bp-a uses Widget (e.com) (${template}:2), bp-b brings it (${provider}:8); bp-b waits for bp-a (platform/b/blueprint.yaml:12); what closes it hangs on monitor.enabled (platform/a/chart/values.yaml:2)`,
  ]);
  expect(ids(await lintFiles(files))).toEqual(["BP410"]);
});

test("through others, a kit's release among them, and by a Secret and a Service", async () => {
  const files = {
    ...blueprint("a", pod("secretRef: {name: db-app}\n")),
    ...blueprint(
      "b",
      `${object("Cluster", "postgresql.cnpg.io/v1", "", "db")}---\n${pod("url: x.ns1.svc\n")}`,
    ),
    ...blueprint("c", object("Service", "v1")),
    ...kit({
      "1-a.yaml": slotIn("a", "ns1"),
      "2-b.yaml": slotIn("b", "ns1"),
      "3-c.yaml": slotIn("c", "ns1", ["bp-a"]),
    }),
  };
  expect(await say("BP410", files)).toEqual([
    `${template}:5:19 a loop that no depends shows: bp-a -> bp-b -> bp-c -> bp-a: bp-a uses the Secret db-app (${template}:5), bp-b brings it (${provider}:4); bp-b uses the Service x in ns1 (${provider}:10), bp-c brings it (platform/c/chart/templates/x.yaml:4); bp-c waits for bp-a (clusters/a/bootstrap-kit/3-c.yaml:30)`,
  ]);
});

test("what brings a known group in the eyes of its users", async () => {
  const files = {
    ...blueprint("a", object("ServiceMonitor", "monitoring.coreos.com/v1")),
    ...blueprint("kube-prometheus-stack", "", { depends: ["a"] }),
  };
  expect(await say("BP410", files)).toHaveLength(1);
});

test("two that use each other are one loop", async () => {
  const files = {
    ...blueprint("a", `${widget}---\n${crd("f.com")}`),
    ...blueprint("b", `${object("Widget", "f.com/v1")}---\n${crd("e.com")}`),
  };
  expect(await say("BP410", files)).toHaveLength(1);
  expect(ids(await lintFiles(files))).toEqual(["BP410"]);
});

test("each loop once, at the selected one of those that it runs through", async () => {
  const files = {
    ...blueprint("a", `${widget}---\n${object("Gadget", "e.com/v1")}---\n${crd("f.com")}`),
    ...b,
    ...blueprint("c", object("Widget", "f.com/v1")),
    ...blueprint("d", crd("e.com", "Gadget"), { depends: ["a"] }),
  };
  const told = await say("BP410", files);
  expect(told.map((line) => line.split(" ")[0])).toEqual([`${template}:1:13`, `${template}:6:13`]);
  const selection = new Set(["platform/b"]);
  expect(await say("BP410", files, { selection })).toEqual([]);
});

test("what a kit's release turns on, at the value that does", async () => {
  const off = { "values.yaml": "monitor: {enabled: false}" };
  const slots = kit({ "1-a.yaml": slotWith("a", "{monitor: {enabled: true}}") });
  const files = { ...blueprint("a", gated, { below: off }), ...b, ...slots };
  const place = "clusters/a/bootstrap-kit/1-a.yaml:18";
  expect(await say("BP410", files)).toEqual([
    `${place}:31 a loop that no depends shows: bp-a -> bp-b -> bp-a: bp-a uses Widget (e.com) (${template}:2), bp-b brings it (${provider}:8); bp-b waits for bp-a (platform/b/blueprint.yaml:12); what closes it hangs on monitor.enabled (${place})`,
  ]);
  expect(ids(await lintFiles(files))).toEqual(["BP410"]);
});

test.each<[string, Files]>([
  [
    "a value that is off by default",
    { ...blueprint("a", gated, { below: { "values.yaml": "monitor: {enabled: false}" } }), ...b },
  ],
  [
    "a question to the cluster",
    {
      ...blueprint("a", `{{ if .Capabilities.APIVersions.Has "e.com/v1" }}\n${widget}{{ end }}`),
      ...b,
    },
  ],
  [
    "what only the render knows",
    { ...blueprint("a", `{{ if include "x" . }}\n${widget}{{ end }}`), ...b },
  ],
  [
    "an offer that is off",
    {
      ...blueprint("a", widget),
      ...blueprint("b", `{{ if .Values.x }}\n${crd("e.com")}{{ end }}`, { depends: ["a"] }),
    },
  ],
  [
    "a condition",
    {
      ...blueprint("a", widget),
      ...blueprint("b", crd("e.com"), { depends: ["a when .config.x == true"] }),
    },
  ],
  [
    "another that brings it too",
    { ...blueprint("a", widget), ...b, ...blueprint("c", crd("e.com")) },
  ],
  ["no way back", { ...blueprint("a", widget), ...blueprint("b", crd("e.com")) }],
  ["its own", { ...blueprint("a", `${widget}---\n${crd("e.com")}`), ...b }],
  [
    "values that name the other's address",
    {
      ...blueprint("a", "", { below: { "values.yaml": "x: x.shop.svc" } }),
      ...blueprint("b", object("Service", "v1"), { depends: ["a"] }),
    },
  ],
])("no loop with %s", async (_, files) => {
  expect(await say("BP410", files)).toEqual([]);
});

test("a cycle of depends is BP403's", async () => {
  const files = {
    ...blueprint("a", widget, { depends: ["b"] }),
    ...blueprint("b", crd("e.com"), { depends: ["a"] }),
  };
  expect(ids(await lintFiles(files))).toEqual(["BP403"]);
});

test("a kind that the render shows, with the value on which it hangs", async () => {
  const files = { ...blueprint("a", gated, { below: on }), ...b };
  const output = printed("templates/x.yaml", widget);
  expect(await sayRendered("BP410", files, output)).toEqual(await say("BP410", files));
  const helper = { ...blueprint("a", '{{ include "widget" . }}\n'), ...b };
  expect(await say("BP410", helper)).toEqual([]);
  expect(await sayRendered("BP410", helper, output)).toHaveLength(1);
  expect(await sayRendered("BP410", files, "")).toEqual([]);
  expect(await reasonOf("BP410", files)).toBe(notAsked);
});
