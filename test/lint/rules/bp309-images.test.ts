import { expect, test } from "vitest";

import { composition, functions } from "../../support/compositions.ts";
import { chart, template } from "../charts.ts";
import { manifests } from "../kustomize.ts";
import { notAsked, printed, reasonOf, sayRendered } from "../rendering.ts";
import { say, unit } from "../support.ts";

const values = "platform/a/chart/values.yaml";

function valuesOf(text: string): Record<string, string> {
  return chart("a", { "values.yaml": text });
}

test.each([
  [
    "image: {repository: ghcr.io/o/a, tag: latest}\n",
    "1:39 ghcr.io/o/a:latest is another image every time it is pulled",
  ],
  [
    "x:\n  image: {registry: r.io, repository: a, tag: main-abc}\n",
    "2:47 r.io/a:main-abc is another image every time it is pulled",
  ],
  ["image: valkey/valkey:8-alpine\n", "1:8 valkey/valkey:8-alpine moves with every release of 8"],
  ["initImage: a/b:v12\n", "1:12 a/b:v12 moves with every release of 12"],
  ["image: {repository: 'a/b:edge'}\n", "1:21 a/b:edge is another image every time it is pulled"],
  [
    "op: {image: gcr.io/a, tag: stable}\n",
    "1:28 gcr.io/a:stable is another image every time it is pulled",
  ],
  ["list: [{image: a/b:latest}]\n", "1:16 a/b:latest is another image every time it is pulled"],
  [
    "image: {repository: bitnami/redis, tag: 7.2.1}\n",
    "1:41 bitnami/redis:7.2.1: Docker Hub no longer serves the versions of bitnami",
  ],
  [
    "image: k8s.gcr.io/pause:3.9\n",
    "1:8 k8s.gcr.io/pause:3.9: k8s.gcr.io is closed, its images are at registry.k8s.io",
  ],
])("%j is told", async (text, told) => {
  expect(await say("BP309", valuesOf(text))).toEqual([`${values}:${told}`]);
});

const digest = `sha256:${"0".repeat(64)}`;

test.each([
  'image: {repository: a/b, tag: ""}\n',
  "image: {repository: a/b}\n",
  "image: {repository: a/b, tag: 8.1.3-alpine}\n",
  "image: {repository: a/b, tag: 12-debian-12-r50}\n",
  `image: {repository: a/b, tag: latest, digest: "${digest}"}\n`,
  `image: a/b:latest@${digest}\n`,
  "image: {repository: bitnamilegacy/redis, tag: 7.2.1}\n",
  "image: latest\n",
  "git: {repository: https://x.example/a.git, tag: main}\n",
  "image: true\n",
])("%j is in order", async (text) => {
  expect(await say("BP309", valuesOf(text))).toEqual([]);
});

test("literal lines of the chart's own templates", async () => {
  const text =
    'a:\n  - image: "a/b:latest"\n  - image: {{ .x }}:latest\n    # image: a/b:latest\n  - image: c:1.2.3\n';
  expect(await say("BP309", template(text, { "charts/b/templates/x.yaml": text }))).toEqual([
    "platform/a/chart/templates/a.yaml:2:13 a/b:latest is another image every time it is pulled",
  ]);
});

function pod(...images: readonly string[]): string {
  const containers = images.map((image, index) => `    - name: c${index}\n      image: ${image}\n`);
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n${containers.join("")}`;
}

test("the images that containers have in the render", async () => {
  const files = template(
    pod('"{{ .Values.one }}"', '"{{ .Values.two }}"', '"{{ .Values.three }}"'),
  );
  const output = printed("templates/a.yaml", pod("a/b:latest", "a/b", "''"));
  expect(await sayRendered("BP309", files, output)).toEqual([
    "platform/a/chart/templates/a.yaml:8:7 a/b:latest is another image every time it is pulled",
    "platform/a/chart/templates/a.yaml:10:7 a/b has no tag, which means latest",
    "platform/a/chart/templates/a.yaml:12:7 Pod a: a container without an image",
  ]);
});

test("those of templates of pods, of jobs, and of kinds that nobody knows", async () => {
  const nested = `kind: X\nmetadata: {name: a}\nspec:\n  jobs:\n  - template:\n      spec:\n        initContainers:\n        - {name: a, image: a/b:edge}\n`;
  const said = await sayRendered("BP309", template("x"), printed("templates/a.yaml", nested));
  expect(said).toHaveLength(1);
});

test("an image in values is told there alone", async () => {
  const files = template(pod("{{ .Values.image }}"), { "values.yaml": "image: a/b:latest\n" });
  const output = printed("templates/a.yaml", pod("a/b:latest"));
  expect(await sayRendered("BP309", files, output)).toEqual([
    `${values}:1:8 a/b:latest is another image every time it is pulled`,
  ]);
  expect(await reasonOf("BP309", files)).toBe(notAsked);
});

test.each([`a/b@${digest}`, "a/b:1.2.3", `a/b:latest@${digest}`])(
  "%s is in order",
  async (image) => {
    expect(
      await sayRendered("BP309", template("x"), printed("templates/a.yaml", pod(image))),
    ).toEqual([]);
  },
);

test("what is no container", async () => {
  const other =
    "kind: X\nmetadata: {name: a}\nimage: a/b:latest\ncontainers: [a/b:latest, {image: a/b:latest}]\n";
  expect(await sayRendered("BP309", template("x"), printed("templates/a.yaml", other))).toEqual([]);
});

function manifestPod(image: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - image: ${image}\n`;
}

function sayManifests(image: string, kustomization = ""): Promise<readonly string[]> {
  return say(
    "BP309",
    manifests({
      "base/a.yaml": manifestPod(image),
      "overlays/x/kustomization.yaml": `resources: [../../base]\n${kustomization}`,
    }),
  );
}

test("the images of manifests, as the base and the overlays install them", async () => {
  const place = "platform/a/manifests/base/a.yaml:6:14";
  expect(await sayManifests("acme/a:1.0.0")).toEqual([]);
  expect(await sayManifests("acme/a")).toEqual([`${place} acme/a has no tag, which means latest`]);
  expect(await sayManifests("acme/a:latest")).toEqual([
    `${place} acme/a:latest is another image every time it is pulled`,
  ]);
  const edge = "images: [{ name: acme/a, newTag: edge }]\n";
  expect(await sayManifests("acme/a:1.0.0", edge)).toEqual([
    "platform/a/manifests/overlays/x/kustomization.yaml:2:10 acme/a:edge is another image every time it is pulled",
  ]);
});

test("the packages of functions and the images that compositions name", async () => {
  const file = "platform/a/compositions/x.yaml";
  const told = (text: string) => say("BP309", { ...unit("a"), [file]: text });
  expect(await told(functions)).toEqual([]);
  expect(await told(functions.replace(":v0.11.0", ""))).toEqual([
    `${file}:6:12 xpkg.crossplane.io/crossplane-contrib/function-go-templating has no tag, which means latest`,
  ]);
  expect(await told(functions.replace(":v0.11.0", ":latest"))).toHaveLength(1);
  expect(
    await told(functions.replace(/package: .*/u, `package: x.io/f@sha256:${"a".repeat(64)}`)),
  ).toEqual([]);
  const composed = composition.replace(
    "kind: Cluster\n",
    "kind: Cluster\n            image: x.io/db:latest\n",
  );
  expect(await told(composed)).toHaveLength(1);
});
