import { expect, test } from "vitest";

import { component, folder, manifests } from "../kustomize.ts";
import { say, unit } from "../support.ts";

const file = `${folder}/base/kustomization.yaml`;

async function told(text: string): Promise<readonly string[]> {
  return say("BP222", manifests({ "base/kustomization.yaml": text }));
}

test("what kustomize takes", async () => {
  expect(await say("BP222", { ...manifests(), ...unit("b") })).toEqual([]);
  expect(
    await told(`apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
metadata: { name: a, labels: { any: thing } }
resources: [a.yaml]
namespace: a
labels: [{ pairs: { any: thing }, includeSelectors: true }]
images: [{ name: a, newTag: "1" }]
patches: [{ path: a.yaml, target: { kind: A }, options: { allowNameChange: true } }]
configMapGenerator: [{ name: a, literals: [a=b], options: { disableNameSuffixHash: true } }]
secretGenerator: [{ name: a, type: Opaque }]
replacements: [{ source: { kind: A, fieldPath: a }, targets: [{ select: { kind: B }, fieldPaths: [a] }] }]
openapi: { path: schema.json }
`),
  ).toEqual([]);
  const inComponent = { "components/c/kustomization.yaml": `${component}resources: []\n` };
  expect(await say("BP222", manifests(inComponent))).toEqual([]);
});

test.each([
  ["resource: [a.yaml]", 1, "kustomize knows no field resource, did you mean resources?"],
  ["resources: [a.yaml]\nxyz: 1", 2, "kustomize knows no field xyz"],
  ["patches:\n  - paths: a", 2, "kustomize knows no field paths, did you mean path?"],
  ["images:\n  - name: a\n    tag: b", 3, "kustomize knows no field tag"],
])("%j", async (text, line, message) => {
  const [said, ...more] = await told(`${text}\n`);
  expect(more).toEqual([]);
  expect(said).toMatch(new RegExp(`^${file}:${line}:\\d+ `, "u"));
  expect(said?.slice(said.indexOf(" ") + 1)).toBe(message);
});

test("empty, broken, of another kind or version", async () => {
  expect(await told("# nothing\n")).toEqual([`${file}:1:1 a kustomization says nothing`]);
  expect(await told("resources: [\n")).toEqual([expect.stringContaining(`${file}:2:1 `)]);
  expect(await told("kind: Kustomisation\nresources: []\n")).toEqual([
    `${file}:1:7 a kustomization is of no kind Kustomisation`,
  ]);
  expect(await told("apiVersion: kustomize.config.k8s.io/v1\nresources: []\n")).toEqual([
    `${file}:1:13 a Kustomization is of kustomize.config.k8s.io/v1beta1`,
  ]);
});
