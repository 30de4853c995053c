import { expect, test } from "vitest";

import {
  readExpected,
  readGenerated,
  readKustomization,
  readSubstitutions,
} from "../../src/kit/index.ts";
import type { KitText } from "../../src/kit/index.ts";
import type { YamlDocument } from "../../src/model/yaml-node.ts";
import { parseYaml } from "../../src/yaml/index.ts";

const documents = (text: string): readonly YamlDocument[] => parseYaml(text, "f").documents;
const file = (text: string): KitText => ({ path: "f", text, documents: documents(text) });

test("the rows of an expected graph, numbers with letters too", () => {
  const graph = readExpected(
    file(`slots:
  - {slot: 1, name: bp-a, depends_on: [], wave: present}
  - {slot: 016a, name: bp-b, depends_on: [bp-a], wave: W2}
  - {slot: 3}
`),
  );
  expect(graph?.slots).toMatchObject([
    { slot: "1", name: "bp-a", dependsOn: [], wave: "present", at: { line: 2, column: 21 } },
    {
      slot: "16a",
      name: "bp-b",
      dependsOn: [{ name: "bp-a", at: { line: 3, column: 43 } }],
      wave: "W2",
    },
  ]);
  expect(readExpected(file("slots: x"))).toBe(undefined);
  expect(readExpected(file(""))).toBe(undefined);
});

test("generated dependencies at the root or below", () => {
  const entries = [{ name: "b", on: ["a"], at: { line: 1 } }];
  expect(readGenerated(file('{"b": ["a"]}'))).toMatchObject({ entries });
  expect(readGenerated(file('{"deps": {"b": ["a"]}}'))).toMatchObject({ entries });
  expect(readGenerated(file('{"b": 1}'))).toBe(undefined);
});

test("a kustomization's resources, words and namespace", () => {
  const text = "namespace: v\nresources: [./a.yaml, b]\npatches: [{path: c.yaml}]\n";
  const read = readKustomization(file(text));
  expect(read).toMatchObject({
    namespace: "v",
    resources: [{ path: "a.yaml", at: { line: 2, column: 13 } }, { path: "b" }],
  });
  expect([...(read?.words ?? [])]).toEqual(expect.arrayContaining(["a.yaml", "c.yaml"]));
  expect(readKustomization(file("[]"))).toBe(undefined);
});

test.each([
  ["./clusters/a/kit", ["A"]],
  ["clusters/a", ["A"]],
  ["./", ["A"]],
  ["clusters/a/ki", undefined],
  ["clusters/b/kit", undefined],
])("a Flux Kustomization of %s", (path, names) => {
  const text = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
spec: {path: ${path}, postBuild: {substitute: {A: x}}}
`;
  const found = readSubstitutions(documents(text), "f", "clusters/a/kit");
  const values = new Map(names?.map((name) => [name, "x"]));
  expect(found).toEqual(names === undefined ? [] : [{ file: "f", values, open: false }]);
});
