import { expect, test } from "vitest";

import { findImages } from "../../src/chart/index.ts";
import type { Files } from "./support/folder.ts";
import { chartYaml, planOf, treeOf } from "./support/folder.ts";

const digest = `sha256:${"ab".repeat(32)}`;

async function images(files: Files): Promise<Record<string, readonly string[]>> {
  const own = chartYaml("demo", "1.0.0", "appVersion: v9.1\n");
  const plan = await planOf(treeOf({ "c/Chart.yaml": own, ...files }), "c");
  return Object.fromEntries(
    (await findImages(plan)).map(({ reference, foundIn }) => [reference, foundIn]),
  );
}

test.each([
  ["image: {registry: ghcr.io, repository: org/app, tag: 1.2.3}", "ghcr.io/org/app:1.2.3", "image"],
  ["image: {repository: ghcr.io/org/app, tag: ''}", "ghcr.io/org/app:v9.1", "image"],
  ["image: {repository: ghcr.io/org/app}", "ghcr.io/org/app:v9.1", "image"],
  [`image: {repository: a/b, tag: x, digest: '${digest}'}`, `a/b:x@${digest}`, "image"],
  ["controller: {image: {repository: a/b, tag: 1.10}}", "a/b:1.1", "controller.image"],
  ["image: nginx", "nginx", "image"],
  ["image: localhost:5000/a/b:1", "localhost:5000/a/b:1", "image"],
  ["initImage: busybox:1.36", "busybox:1.36", "initImage"],
  ["engine: {repository: longhorn/engine, tag: v1}", "longhorn/engine:v1", "engine"],
  ["image: {image: org/app, tag: v2}", "org/app:v2", "image"],
  ["list: [{image: a/b:1}]", "a/b:1", "list.0.image"],
])("values %j name %s", async (values, reference, key) => {
  expect(await images({ "c/values.yaml": values })).toEqual({
    [reference]: [`values.yaml#${key}`],
  });
});

test.each([
  "image: ''",
  "image: {pullPolicy: Always}",
  "image: '{{ .Values.x }}'",
  "backgroundImage: stars",
  "git: {repository: https://github.com/x/y.git}",
  "image: {repository: 'a b', tag: x}",
  "image: null",
  "imagePullSecrets: [{name: x}]",
])("values %j name none", async (values) => {
  expect(await images({ "c/values.yaml": values })).toEqual({});
});

test("literal lines of templates are found, composed ones are not", async () => {
  const template = [
    "      - image: docker.io/library/redis:7.2 # cache",
    '        image: "busybox:1.36"',
    "        image: {{ .Values.image }}",
    '        image: "{{ .Values.a }}:{{ .Values.b }}"',
    "        # image: commented/out:1",
    "        imagePullPolicy: Always",
  ].join("\n");
  const files = { "c/templates/a.yaml": template, "c/templates/NOTES.txt": "image: not/this:1" };
  expect(await images(files)).toEqual({
    "busybox:1.36": ["templates/a.yaml:2"],
    "docker.io/library/redis:7.2": ["templates/a.yaml:1"],
  });
});

test("subcharts are searched with their own appVersion, and one image is said once", async () => {
  const found = await images({
    "c/values.yaml": "image: {repository: org/app}\nother: {image: z/z:1}\n",
    "c/charts/s/Chart.yaml": chartYaml("sub", "1.0.0", "appVersion: 5.5.5\n"),
    "c/charts/s/values.yaml": "image: {repository: org/app}\nx: {image: z/z:1}\n",
  });
  expect(Object.entries(found)).toEqual([
    ["org/app:5.5.5", ["charts/sub/values.yaml#image"]],
    ["org/app:v9.1", ["values.yaml#image"]],
    ["z/z:1", ["charts/sub/values.yaml#x.image", "values.yaml#other.image"]],
  ]);
});

test("values for a subchart take no tag from the umbrella", async () => {
  const dependencies = "dependencies: [{name: sub, alias: s}, {name: sub, alias: t}]\n";
  const found = await images({
    "c/Chart.yaml": chartYaml("demo", "1.0.0", `appVersion: v9.1\n${dependencies}`),
    "c/values.yaml": [
      "s: {a: {image: {repository: a/a}}, b: {image: {repository: b/b, tag: ''}}}",
      "other: {image: {repository: c/c, tag: ''}}",
    ].join("\n"),
    "c/charts/s/Chart.yaml": chartYaml("sub", "1.0.0", "appVersion: 5.5.5\n"),
  });
  expect(Object.keys(found)).toEqual(["a/a:5.5.5", "b/b:5.5.5", "c/c:v9.1"]);
});

test("values that are no YAML are refused, naming the file", async () => {
  await expect(images({ "c/values.yaml": "a: [" })).rejects.toMatchObject({
    code: "MATERIAL",
    message: expect.stringContaining("c/values.yaml:1") as string,
  });
});
