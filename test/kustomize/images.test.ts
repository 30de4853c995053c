import { expect, test } from "vitest";

import { manifestImages, manifestTree } from "../../src/kustomize/index.ts";

const digest = `sha256:${"a".repeat(64)}`;

function images(files: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  const texts = new Map(Object.entries(files));
  const tree = manifestTree({ folder: "m", names: new Set(texts.keys()), texts });
  return manifestImages(tree).map(({ reference, foundIn }) => [reference, foundIn.join(" ")]);
}

function pod(image: string, list = "containers"): string {
  return `kind: Pod\nspec: { ${list}: [{ name: a, image: "${image}" }] }\n`;
}

function built(field: string, image = "acme/a:1.0.0"): readonly string[] {
  return images({
    "base/kustomization.yaml": `resources: [a.yaml]\n${field}`,
    "base/a.yaml": pod(image),
  }).map(([reference]) => reference);
}

// As `kustomize build` 5.8.1 writes each of them.
test.each([
  ["images: [{ name: acme/a, newTag: 2.0.0 }]", ["acme/a:2.0.0"]],
  ["images: [{ name: acme/a, newName: other.io/b }]", ["other.io/b:1.0.0"]],
  [`images: [{ name: acme/a, digest: "${digest}" }]`, [`acme/a@${digest}`]],
  [`images: [{ name: acme/a, newTag: v2, digest: "${digest}" }]`, [`acme/a:v2@${digest}`]],
  ["images: [{ name: acme/a, tagSuffix: -fips }]", ["acme/a:1.0.0-fips"]],
  ["images: [{ name: acme/b, newTag: 2.0.0 }]", ["acme/a:1.0.0"]],
  ["images: [{ name: acme/a, newName: b }, { name: b, newTag: 3.0.0 }]", ["b:3.0.0"]],
  ["imageTags: [{ name: acme/a, newTag: 2.0.0 }]", ["acme/a:2.0.0"]],
])("%s", (field, found) => {
  expect(built(field)).toEqual(found);
});

test("a digest that was there goes where a tag is given", () => {
  const image = `acme/a:1.0.0@${digest}`;
  expect(built("images: [{ name: acme/a, newTag: 2.0.0 }]", image)).toEqual(["acme/a:2.0.0"]);
});

test("overlays over the base, components, patches in files and in place", () => {
  const found = images({
    "base/kustomization.yaml": "resources: [a.yaml, cr.yaml]\n",
    "base/a.yaml": pod("acme/a:1.0.0"),
    "base/cr.yaml": "kind: Cluster\nspec:\n  imageName: ghcr.io/acme/pg:16.1\n  image: { a: b }\n",
    "overlays/x/kustomization.yaml": `resources: [../../base]
components: [../../components/c]
patches:
  - path: json.yaml
    target: { kind: Pod }
  - patch: |
      kind: Pod
      spec: { initContainers: [{ name: i, image: "acme/init:1.0.0" }] }
`,
    "overlays/x/json.yaml":
      "- { op: replace, path: /spec/containers/0/image, value: 'acme/a:9' }\n",
    "components/c/kustomization.yaml":
      "kind: Component\nresources: [b.yaml]\nimages: [{ name: acme/a, newTag: 1.0.5 }]\n",
    "components/c/b.yaml": pod("acme/b:1.0.0"),
  });
  expect(found).toEqual([
    ["acme/a:1.0.0", "base/a.yaml:2"],
    ["acme/a:1.0.5", "base/a.yaml:2 components/c/kustomization.yaml#images/0"],
    ["acme/a:9", "overlays/x/json.yaml:1"],
    ["acme/b:1.0.0", "components/c/b.yaml:2"],
    ["acme/init:1.0.0", "overlays/x/kustomization.yaml"],
    ["ghcr.io/acme/pg:16.1", "base/cr.yaml:3"],
  ]);
});

test("a circle ends, and what is no overlay is not installed", () => {
  const files = {
    "base/kustomization.yaml": "resources: [a.yaml, ../overlays/x]\n",
    "base/a.yaml": pod("acme/a:1.0.0"),
    "overlays/x/kustomization.yaml": "resources: [../../base]\n",
    "more/kustomization.yaml": "resources: [b.yaml]\n",
    "more/b.yaml": pod("acme/b:1.0.0"),
  };
  expect(images(files)).toEqual([["acme/a:1.0.0", "base/a.yaml:2"]]);
});
