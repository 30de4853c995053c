import { expect, test } from "vitest";

import { chart, dependency, template } from "../charts.ts";
import { lintFiles, say } from "../support.ts";

const file = "platform/a/chart/values.yaml";
const values = { "values.yaml": "a: 1\nb-c: 2\nd: 3\n" };

function told(...keys: readonly string[]): readonly string[] {
  const lines: Record<string, number> = { a: 1, "b-c": 2, d: 3 };
  return keys.map(
    (key) => `${file}:${lines[key]}:1 no template reads ${key}, and no dependency bears that name`,
  );
}

test.each([
  ["{{ .Values.a.deep }}", ["b-c", "d"]],
  ['{{ index $.Values "b-c" "x" }}', ["a", "d"]],
  ['{{ if hasKey .Values "d" }}{{ get .Values "a" }}{{ end }}', ["b-c"]],
  ["plain", ["a", "b-c", "d"]],
  ["{{/* .Values.a */}}# .Values.d", ["a", "b-c", "d"]],
])("%j leaves %j", async (text, left) => {
  expect(await say("BP313", template(text, values))).toEqual(told(...left));
});

test.each([
  "{{ toYaml .Values }}",
  "{{ range $k, $v := $.Values }}{{ end }}",
  "{{ index .Values .name }}",
  "{{ tpl `{{ .Values.a }}` . }}",
  "{{ (.Values) }}",
])("%j may read all of them", async (text) => {
  expect(await say("BP313", template(text, values))).toEqual([]);
});

test("keys of dependencies, of conditions, and those that everybody knows", async () => {
  const text = "global: {}\ncatalystBlueprint: {}\ntags: {}\nsub: {}\nother: {}\nflag: {}\nx: {}\n";
  const more = `dependencies:\n${dependency("sub", "1.0.0", "")}${dependency("sub", "1.0.0", "", ", alias: other, condition: 'flag.on, y'")}`;
  const files = template(
    "x",
    {
      "values.yaml": text,
      "charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
    },
    more,
  );
  expect(await say("BP313", files)).toEqual([
    `${file}:7:1 no template reads x, and no dependency bears that name`,
  ]);
});

test("a library in charts/ may read them", async () => {
  const files = template("x", { ...values, "charts/lib/templates/_x.tpl": "{{ .Values.a }}" });
  expect(await say("BP313", files)).toEqual(told("b-c", "d"));
});

test.each([
  ["no templates", chart("a", values)],
  [
    "a dependency that is not there",
    template("x", values, `dependencies:\n${dependency("sub", "1.0.0", "https://x.example")}`),
  ],
  ["a packed one", template("x", { ...values, "charts/sub-1.0.0.tgz": "" })],
])("not run with %s", async (_, files) => {
  const { findings, notRun } = await lintFiles(files);
  expect(findings.filter(({ ruleId }) => ruleId === "BP313")).toEqual([]);
  const reason = "no templates/, or dependencies that are not in charts/: bp-a";
  expect(notRun).toContainEqual({ ruleId: "BP313", reason });
});
