import { expect, test } from "vitest";

import { chart, dependency } from "../charts.ts";
import { notAsked, printed, reasonOf, sayRendered } from "../rendering.ts";
import { unit } from "../support.ts";

function object(kind: string, name: string, more = ""): string {
  return `apiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${more}`;
}

const files = chart(
  "a",
  {
    "templates/a.yaml": object("StatefulSet", "{{ .Release.Name }}"),
    "templates/b.yaml": `\n${object("StatefulSet", "{{ .Release.Name }}")}`,
  },
  `dependencies:\n${dependency("pg", "1.0.0", "https://x", ", alias: one")}${dependency("pg", "1.0.0", "https://x", ", alias: two")}`,
);

test("two files write one object", async () => {
  const output =
    printed("templates/a.yaml", object("StatefulSet", "a")) +
    printed("templates/b.yaml", object("StatefulSet", "a"));
  expect(await sayRendered("BP304", files, output)).toEqual([
    "platform/a/chart/templates/b.yaml:5:3 StatefulSet a is rendered twice, also from templates/a.yaml (platform/a/chart/templates/a.yaml:4)",
  ]);
});

test("two subcharts do, and what one file writes twice", async () => {
  const output =
    printed("charts/one/templates/x.yaml", object("Service", "pg")) +
    printed("charts/two/templates/x.yaml", object("Service", "pg"));
  expect(await sayRendered("BP304", files, output)).toEqual([
    "platform/a/chart/Chart.yaml:6:5 Service pg is rendered twice, also from charts/one/templates/x.yaml (platform/a/chart/Chart.yaml:5)",
  ]);
  const twice = printed("templates/a.yaml", object("StatefulSet", "a"), object("StatefulSet", "a"));
  expect((await sayRendered("BP304", files, twice))[0]).toContain("also from the same file");
});

test.each([
  ["another name", object("Service", "b")],
  ["another kind", object("Deployment", "a")],
  ["another group", object("Service", "a").replace("apps/v1", "x.example/v1")],
  ["another namespace", object("Service", "a", "  namespace: other\n")],
  ["a hook", object("Service", "a", '  annotations: {"helm.sh/hook": pre-install}\n')],
  ["no name", object("Service", '""')],
])("%s is another object", async (_, other) => {
  const output = printed("templates/a.yaml", object("Service", "a"), other);
  expect(await sayRendered("BP304", files, output)).toEqual([]);
});

test("the release's own namespace, written or not; another version of the group", async () => {
  for (const same of [
    object("Service", "a", "  namespace: default\n"),
    object("Service", "a").replace("apps/v1", "apps/v1beta1"),
  ])
    expect(
      await sayRendered("BP304", files, printed("templates/a.yaml", object("Service", "a"), same)),
    ).toHaveLength(1);
});

function hook(events: string): string {
  return object("Job", "a", `  annotations: {"helm.sh/hook": "${events}"}\n`);
}

function hooks(one: string, other: string): Promise<readonly string[]> {
  return sayRendered("BP304", files, printed("templates/a.yaml", hook(one), hook(other)));
}

test("hooks meet where they share an event", async () => {
  expect(await hooks("pre-install,pre-upgrade", "post-install, pre-upgrade")).toHaveLength(1);
  expect(await hooks("pre-install", "post-install")).toEqual([]);
});

test("waits for the render", async () => {
  expect(await reasonOf("BP304", unit("a"))).toBe(notAsked);
});
