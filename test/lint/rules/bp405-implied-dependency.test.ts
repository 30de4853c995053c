import { expect, test } from "vitest";

import { dependency } from "../charts.ts";
import { kit } from "../kit.ts";
import { notAsked, printed, reasonOf, sayRendered } from "../rendering.ts";
import { blueprint, crd, object, slotIn, slotWith } from "../supply/units.ts";
import type { Files } from "../support.ts";
import { lintFiles, load, say } from "../support.ts";

const template = "platform/a/chart/templates/x.yaml";
const provider = "platform/b/chart/templates/x.yaml";
const widget = object("Widget", "e.com/v1");
const pod = (rest: string): string => object("Deployment", "apps/v1", rest);
const user = pod("secretRef: {name: db-app}\n");
const postgres = object("Cluster", "postgresql.cnpg.io/v1", "", "db");
const b = blueprint("b", postgres);

/** What is said of the unit a. */
async function ofA(files: Files): Promise<readonly string[]> {
  return (await say("BP405", files)).filter((line) => line.startsWith("platform/a/"));
}

test("a Secret, a Service, a class of a blueprint that is not depended on", async () => {
  expect(await ofA({ ...blueprint("a", user), ...b })).toEqual([
    `${template}:5:19 bp-a uses the Secret db-app and does not depend on what brings it: bp-b brings it (${provider}:4)`,
  ]);
  const address = blueprint("a", pod("url: postgres://db-rw.data.svc:5432\n"));
  expect(await ofA({ ...address, ...b })).toEqual([
    `${template}:5:17 bp-a uses the Service db-rw in data and does not depend on what brings it: bp-b brings it (${provider}:4)`,
  ]);
  const files = {
    ...blueprint("a", pod("storageClassName: fast\n")),
    ...blueprint("b", object("StorageClass", "storage.k8s.io/v1", "", "fast")),
  };
  expect(await ofA(files)).toEqual([
    `${template}:5:19 bp-a uses the StorageClass fast and does not depend on what brings it: bp-b brings it (${provider}:4)`,
  ]);
});

test("one complaint for each blueprint that is missing", async () => {
  const more = pod("secretRef: {name: db-app}\nurl: db-ro.data.svc\nsecretName: db-app\n");
  expect(await ofA({ ...blueprint("a", more), ...b })).toEqual([
    `${template}:5:19 bp-a uses the Secret db-app and 1 more and does not depend on what brings it: bp-b brings it (${provider}:4)`,
  ]);
});

test("what values hand to a chart, by the namespace into which a kit installs it", async () => {
  const below = { "values.yaml": "up:\n  s3: http://any.data.svc:8333\n" };
  const slots = kit({ "1-a.yaml": slotIn("a", "shop"), "2-b.yaml": slotIn("b", "data") });
  const files = { ...blueprint("a", "", { below }), ...blueprint("b", ""), ...slots };
  expect(await ofA(files)).toEqual([
    "platform/a/chart/values.yaml:2:7 bp-a uses the Service any in data and does not depend on what brings it: bp-b is installed there (clusters/a/bootstrap-kit/2-b.yaml:15)",
  ]);
});

test("a kind that a chart inside it writes", async () => {
  const below = {
    "charts/s/Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n",
    "charts/s/templates/w.yaml": widget,
  };
  const files = { ...blueprint("a", "", { below }), ...blueprint("b", crd("e.com")) };
  expect(await ofA(files)).toEqual([
    `platform/a/chart/charts/s/templates/w.yaml:1:13 bp-a uses Widget (e.com) and does not depend on what brings it: bp-b brings it (${provider}:8)`,
  ]);
});

test("one of several would do", async () => {
  const c = blueprint("c", postgres);
  expect(await ofA({ ...blueprint("a", user), ...b, ...c })).toEqual([
    `${template}:5:19 bp-a uses the Secret db-app and does not depend on what brings it: bp-b brings it (${provider}:4), bp-c brings it (platform/c/chart/templates/x.yaml:4)`,
  ]);
  expect(await ofA({ ...blueprint("a", user, { depends: ["c"] }), ...b, ...c })).toEqual([]);
});

test.each([
  ["it depends on it", blueprint("a", user, { depends: ["b"] })],
  ["under a condition", blueprint("a", user, { depends: ["b when .config.x == true"] })],
  [
    "it depends on it through another",
    { ...blueprint("a", user, { depends: ["c"] }), ...blueprint("c", "", { depends: ["b"] }) },
  ],
  [
    "its release in a kit waits for it",
    {
      ...blueprint("a", user),
      ...kit({ "1-a.yaml": slotIn("a", "x", ["bp-b"]), "2-b.yaml": slotIn("b", "x") }),
    },
  ],
  ["it brings its own", blueprint("a", `${user}---\n${postgres}`)],
  [
    "its values turn it off",
    blueprint("a", `{{ if .Values.never }}\n${user}{{ end }}`, {
      below: { "values.yaml": "never: false" },
    }),
  ],
  [
    "the cluster is asked first",
    blueprint("a", `{{ if .Capabilities.APIVersions.Has "x" }}\n${user}{{ end }}`),
  ],
  ["only the render knows", blueprint("a", `{{ if include "x" . }}\n${user}{{ end }}`)],
  ["it would come to nobody's name", blueprint("a", pod("secretRef: {name: other}\n"))],
  ["it may be missing", blueprint("a", pod("secretKeyRef: {name: db-app, optional: true}\n"))],
])("in order where %s", async (_, files) => {
  expect(await ofA({ ...b, ...files })).toEqual([]);
});

test("of kinds in a chart's own templates BP308 speaks, of those that nobody brings BP411", async () => {
  const found = await lintFiles({ ...blueprint("a", widget), ...blueprint("b", crd("e.com")) });
  expect(found.findings.map(({ ruleId }) => ruleId).filter((id) => /BP308|BP4/u.test(id))).toEqual([
    "BP308",
  ]);
  const alone = await lintFiles(blueprint("a", widget));
  expect(alone.findings.map(({ ruleId }) => ruleId).filter((id) => /BP308|BP4/u.test(id))).toEqual([
    "BP411",
  ]);
});

/** A kit in which a's release has values. */
function slots(values: string, dependsOn: readonly string[] = []): Files {
  return kit({ "1-a.yaml": slotWith("a", values, dependsOn), "2-b.yaml": slotIn("b", "x") });
}

test("what a kit's release turns on, at the value that does", async () => {
  const gated = `{{ if .Values.monitor.enabled }}\n${widget}---\n${widget}{{ end }}`;
  const a = blueprint("a", gated, { below: { "values.yaml": "monitor: {enabled: false}" } });
  const files = { ...a, ...blueprint("b", crd("e.com")) };
  expect(await say("BP405", { ...files, ...slots("{monitor: {enabled: true}}") })).toEqual([
    `clusters/a/bootstrap-kit/1-a.yaml:18:31 bp-a turns on monitor.enabled: bp-a uses Widget (e.com) (${template}:2) and waits for nothing that brings it: bp-b brings it (${provider}:8)`,
  ]);
  expect(await say("BP405", { ...files, ...slots("{monitor: {enabled: false}}") })).toEqual([]);
  expect(await say("BP405", { ...files, ...slots("{monitor: {enabled: '${ON}'}}") })).toEqual([]);
  expect(await say("BP405", { ...files, ...slots("{other: true}") })).toEqual([]);
  expect(
    await say("BP405", { ...files, ...slots("{monitor: {enabled: true}}", ["bp-b"]) }),
  ).toEqual([]);
});

test("of a selection alone", async () => {
  const files = { ...blueprint("a", user), ...b, ...blueprint("c", user) };
  const { units } = await load(files);
  expect(units).toHaveLength(3);
  const selection = new Set(["platform/c"]);
  expect(await say("BP405", files, { selection })).toMatchObject(
    [/^platform\/c/u].map((one) => expect.stringMatching(one)),
  );
});

test("not run where charts are not there to be read", async () => {
  const more = `dependencies:\n${dependency("up", "1.0.0", "https://x")}`;
  const { notRun } = await lintFiles(blueprint("a", user, { more }));
  const reason = "not vendored: nobody can look into the charts that are not in charts/ of bp-a";
  for (const ruleId of ["BP307", "BP405", "BP410", "BP411"])
    expect(notRun).toContainEqual({ ruleId, reason });
});

test("what the render names, at the field that names it", async () => {
  const files = { ...blueprint("a", pod("secretRef:\n  name: {{ .Release.Name }}-app\n")), ...b };
  const output = printed("templates/x.yaml", pod("secretRef:\n  name: db-app\n"));
  expect(await say("BP405", files)).toEqual([]);
  expect(await sayRendered("BP405", files, output)).toEqual([
    `${template}:6:3 bp-a uses the Secret db-app and does not depend on what brings it: bp-b brings it (${provider}:4)`,
  ]);
  expect(await reasonOf("BP405", files)).toBe(notAsked);
});

test("what lies in the release's own namespace lies in none", async () => {
  const own = "Secret\nmetadata:\n  name: db-app\n  namespace: default\napiVersion: v1\n";
  const files = { ...blueprint("a", '{{ include "all" . }}\n'), ...b };
  const output = printed("templates/x.yaml", user, `kind: ${own}`);
  expect(await sayRendered("BP405", files, output)).toEqual([]);
});
