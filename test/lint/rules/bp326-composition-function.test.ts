import { expect, test } from "vitest";

import { composition, functions } from "../../support/compositions.ts";
import { lintFiles, say, unit } from "../support.ts";

const file = "platform/a/compositions/x.yaml";
const told = (text: string, files: Record<string, string> = {}) =>
  say("BP326", { ...unit("a"), ...unit("b"), [file]: text, ...files });
const declared = { "platform/b/compositions/f.yaml": functions };
const missing = `${file}:10:28 nothing in the tree installs the function function-go-templating`;

test("a function that is declared in compositions/, of whatever blueprint", async () => {
  expect(await told(composition, declared)).toEqual([]);
  expect(await told(composition)).toEqual([missing]);
  const near = functions.replaceAll("function-go-templating", "function-go-template");
  expect(await told(composition, { "platform/b/compositions/f.yaml": near })).toEqual([
    `${missing}; did you mean function-go-template?`,
  ]);
});

test("a function that a chart writes, by name or from its values", async () => {
  expect(await told(composition, { "platform/b/chart/templates/f.yaml": functions })).toEqual([]);
  const ranged = {
    "platform/b/chart/templates/f.yaml": `{{- range $name, $package := .Values.functions }}
---
apiVersion: pkg.crossplane.io/v1
kind: Function
metadata:
  name: {{ $name }}
spec:
  package: {{ $package }}
{{- end }}
`,
  };
  const values = (name: string) => ({
    ...ranged,
    "platform/b/chart/values.yaml": `functions:\n  ${name}: example.org/f:v1\n`,
  });
  expect(await told(composition, values("function-go-templating"))).toEqual([]);
  expect(await told(composition, values("function-other"))).toEqual([missing]);
});

test("a package that may bring functions is said, since nobody looks into it", async () => {
  const configuration = functions
    .replace("kind: Function", "kind: Configuration")
    .replace("name: function-go-templating", "name: platform-base");
  const files = {
    ...unit("a"),
    [file]: composition,
    "platform/a/compositions/c.yaml": configuration,
  };
  const { findings, notRun } = await lintFiles(files);
  expect(findings.filter(({ ruleId }) => ruleId === "BP326")).toEqual([]);
  expect(notRun).toContainEqual({
    ruleId: "BP326",
    reason: "functions may come with the packages of platform-base, into which nobody looked",
  });
});

test("the mode is written, and is Pipeline", async () => {
  const without = composition.replace("  mode: Pipeline\n", "");
  expect(await told(without, declared)).toEqual([
    `${file}:5:1 the mode is not written, so that Crossplane 1 passes over the pipeline`,
  ]);
  const resources = composition.replace("mode: Pipeline", "mode: Resources");
  expect(await told(resources, declared)).toEqual([
    `${file}:7:9 the mode is Resources, so that Crossplane 1 passes over the pipeline`,
  ]);
  const bare = `${composition.slice(0, composition.indexOf("  mode:"))}  resources: []\n`;
  const { findings } = await lintFiles({ ...unit("a"), [file]: bare });
  expect(findings.filter(({ ruleId }) => ruleId === "BP326")).toMatchObject([
    {
      severity: "warning",
      line: 5,
      message: "the composition is no pipeline, and Crossplane 2 takes nothing else",
    },
  ]);
  const empty = `${composition.slice(0, composition.indexOf("  pipeline:"))}  pipeline: []\n`;
  expect(await told(empty)).toEqual([`${file}:8:13 the pipeline has no steps`]);
});

test("steps have names of their own, and each a function", async () => {
  const steps = `${composition}    - step: render
      functionRef: { name: function-go-templating }
    - functionRef: {}
`;
  expect(await told(steps, declared)).toEqual([
    `${file}:21:13 a step before is named render too`,
    `${file}:23:7 the step has no name`,
    `${file}:23:20 the step names no function`,
  ]);
});
