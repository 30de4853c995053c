import { expect, test } from "vitest";

import { renderedObjects } from "../../../src/chart/index.ts";
import { entry, scalarText } from "../../../src/yaml/index.ts";

function said(output: string): readonly string[] {
  return renderedObjects(output).map(({ source, index, pointer, node }) => {
    const kind = scalarText(entry(node, "kind")) ?? "?";
    return `${source} ${index}${pointer} ${kind}`;
  });
}

test("each object has the file that wrote it, and its number there", () => {
  const output = `---
# Source: bp-x/templates/a.yaml
kind: One
---
# Source: bp-x/charts/sub/templates/b.yaml
# a comment
kind: Two
---
# Source: bp-x/templates/a.yaml
kind: Three
`;
  expect(said(output)).toEqual([
    "templates/a.yaml 0 One",
    "charts/sub/templates/b.yaml 0 Two",
    "templates/a.yaml 1 Three",
  ]);
});

test("a file of crds/ is printed whole: its later documents are of the same file", () => {
  const output = "---\n# Source: bp-x/crds/all.yaml\nkind: A\n---\nkind: B\n---\n# only words\n";
  expect(said(output)).toEqual(["crds/all.yaml 0 A", "crds/all.yaml 1 B"]);
});

test("what a list holds are objects by themselves", () => {
  const list =
    "kind: ConfigMapList\nitems:\n- kind: ConfigMap\n- kind: List\n  items: [{kind: Secret}]\n";
  expect(said(`---\n# Source: x/templates/l.yaml\n${list}`)).toEqual([
    "templates/l.yaml 0/items/0 ConfigMap",
    "templates/l.yaml 0/items/1/items/0 Secret",
  ]);
});

test("a list of words and a kind that ends in List but holds none", () => {
  expect(said("---\n# Source: x/templates/l.yaml\n- a\n")).toEqual([]);
  expect(said("---\n# Source: x/templates/l.yaml\nkind: AllowList\nspec: {}\n")).toEqual([
    "templates/l.yaml 0 AllowList",
  ]);
});

test("text with three dashes inside a block ends no document", () => {
  const output =
    "---\n# Source: x/templates/a.yaml\nkind: ConfigMap\ndata:\n  text: |\n    ---\n    # Source: y\n";
  expect(said(output)).toEqual(["templates/a.yaml 0 ConfigMap"]);
});
