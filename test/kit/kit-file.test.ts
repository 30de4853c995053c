import { expect, test } from "vitest";

import { readKitFile } from "../../src/kit/index.ts";
import type { KitFile } from "../../src/model/kit.ts";
import { parseYaml } from "../../src/yaml/index.ts";

function read(text: string, path = "kit/016a-x.yaml"): KitFile {
  return readKitFile({ path, text, documents: parseYaml(text, path).documents });
}

test.each([
  ["01-cilium.yaml", "1"],
  ["016a-x.yaml", "16a"],
  ["16.yaml", "16"],
  ["00-x.yaml", "0"],
  ["x-1.yaml", undefined],
  ["16xyz", "16xyz"],
])("the slot of %s", (name, slot) => {
  expect(read("", `kit/${name}`)).toMatchObject({ name, slot });
});

test("objects, repositories and several releases of one file, with their places", () => {
  const file = read(`apiVersion: v1
kind: Namespace
metadata: {name: x}
---
apiVersion: source.toolkit.fluxcd.io/v1beta2
kind: HelmRepository
metadata: {name: r, namespace: flux-system}
spec: {type: oci, url: oci://h/o, secretRef: {name: s}}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: x}
spec:
  dependsOn: [{name: u}, {name: z, namespace: v}]
  chart: {spec: {chart: c, version: 1.0.0, sourceRef: {kind: HelmRepository, name: r}}}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: two}
spec: {chartRef: {kind: OCIRepository, name: q}}
---
just: a mapping
`);
  expect(file.objects.map(({ kind, at }) => [kind, at.line])).toEqual([
    ["Namespace", 3],
    ["HelmRepository", 7],
    ["HelmRelease", 12],
    ["HelmRelease", 19],
  ]);
  expect(file.repositories).toMatchObject([
    { name: "r", namespace: "flux-system", type: "oci", url: "oci://h/o", secret: "s" },
  ]);
  expect(file.releases).toMatchObject([
    {
      name: "x",
      chart: "c",
      version: "1.0.0",
      versionAt: { line: 15, column: 37 },
      source: { kind: "HelmRepository", name: "r", at: { line: 15, column: 84 } },
      dependsOn: [
        { name: "u", namespace: "", at: { line: 14, column: 22 } },
        { name: "z", namespace: "v", at: { line: 14, column: 33 } },
      ],
    },
    {
      name: "two",
      chart: "",
      version: "",
      source: { kind: "OCIRepository", name: "q", pointer: "/spec/chartRef" },
      dependsOn: [],
    },
  ]);
});

test("variables and placeholders, in keys, lists and blocks, each once where an alias repeats it", () => {
  const file = read(`kind: ConfigMap
metadata:
  name: &n "a-\${NAME}" # \${COMMENT} X_PLACEHOLDER
data:
  again: *n
  \${KEY}: [x, '$\${ESCAPED}', 'b\${WITH:=default}c']
  block: |
    # kept: \${BLOCK}
    host: A_PLACEHOLDER.NO_PLACEHOLDERS
`);
  const found = file.variables.map(({ name, hasDefault, at }) => [
    name,
    hasDefault,
    at.line,
    at.column,
  ]);
  expect(found).toEqual([
    ["NAME", false, 3, 15],
    ["KEY", false, 6, 3],
    ["WITH", true, 6, 32],
    ["BLOCK", false, 8, 13],
  ]);
  expect(file.placeholders).toMatchObject([{ word: "A_PLACEHOLDER", at: { line: 9, column: 11 } }]);
  const [first] = file.placeholders;
  expect(file.text.slice(first?.start, first?.end)).toBe("A_PLACEHOLDER");
});

test("an object that tells Flux not to substitute has no variables", () => {
  const marked = `kind: X
metadata:
  annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}
a: \${B} Z_PLACEHOLDER
`;
  expect(read(marked)).toMatchObject({ variables: [], placeholders: [{ word: "Z_PLACEHOLDER" }] });
});

test("a chart that a chartRef names in the same file", () => {
  const file = read(`apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: bp-x, namespace: flux-system}
spec: {url: oci://ghcr.io/acme/bp-x, ref: {tag: 1.2.3}}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmChart
metadata: {name: bp-y, namespace: charts}
spec: {chart: bp-y, version: 2.0.0}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: x, namespace: flux-system}
spec: {chartRef: {kind: OCIRepository, name: bp-x}}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: y, namespace: flux-system}
spec: {chartRef: {kind: HelmChart, name: bp-y, namespace: charts}}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: z, namespace: flux-system}
spec: {chartRef: {kind: HelmChart, name: bp-y}}
`);
  expect(file.releases).toMatchObject([
    { chart: "bp-x", version: "1.2.3", versionPointer: "/spec/ref/tag", versionAt: { line: 4 } },
    { chart: "bp-y", version: "2.0.0", versionPointer: "/spec/version", versionAt: { line: 9 } },
    { chart: "", version: "", source: { name: "bp-y" } },
  ]);
});

test("names and pins have the values that are known, and defaults; the rest stays as written", () => {
  const text = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: "bp-\${KIND}"}
spec:
  dependsOn: [{name: "bp-\${KIND}-crds"}, {name: "bp-\${OTHER}"}]
  chart: {spec: {chart: bp-db, version: "\${DB:=1.0.0}"}}
`;
  const documents = parseYaml(text, "f").documents;
  const filled = readKitFile({ path: "f", text, documents }, new Map([["KIND", "db"]]));
  expect(filled.releases).toMatchObject([
    {
      name: "bp-db",
      version: "1.0.0",
      dependsOn: [{ name: "bp-db-crds" }, { name: "bp-${OTHER}" }],
    },
  ]);
  expect(filled.variables.map(({ name }) => name)).toEqual(["KIND", "KIND", "OTHER", "DB"]);
});

test("an expression that Flux refuses, and one within another", () => {
  const file = read("kind: X\na: '${A:=${B}}'\nb: x ${C-d} ${E}\n");
  expect(file.variables).toMatchObject([
    { name: "A", hasDefault: true, refused: false, at: { line: 2, column: 5 } },
    { name: "B", hasDefault: false, refused: false, at: { line: 2, column: 10 } },
    { name: "${C-d}", refused: true, at: { line: 3, column: 6, endColumn: 12 } },
  ]);
});
