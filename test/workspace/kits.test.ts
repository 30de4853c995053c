import { expect, test } from "vitest";

import { loadWorkspace } from "../../src/workspace/index.ts";
import type { Files } from "../lint/support.ts";
import { treeOf } from "../lint/support.ts";

const row = (name: string): string => `slots: [{slot: 1, name: ${name}}]\n`;
const kit: Files = { "clusters/a/bootstrap-kit/01-a.yaml": "kind: X\n" };

async function expectedFile(files: Files, expectedGraph?: string): Promise<string | undefined> {
  const options = expectedGraph === undefined ? {} : { expectedGraph };
  const { kits } = await loadWorkspace(treeOf({ ...kit, ...files }), { roots: [], ...options });
  return kits?.[0]?.expected?.file;
}

test("the expected graph: in the kit, around it, in scripts, or where it is said to lie", async () => {
  const name = "expected-bootstrap-deps.yaml";
  const places = [`clusters/a/bootstrap-kit/${name}`, `clusters/a/${name}`, `scripts/${name}`];
  for (const [index, place] of places.entries()) {
    const files = Object.fromEntries(places.slice(index).map((path) => [path, row("a")]));
    expect(await expectedFile(files)).toBe(place);
  }
  expect(await expectedFile({})).toBe(undefined);
  const own = { "ops/graph.yaml": row("b"), [places[0] ?? ""]: row("a") };
  expect(await expectedFile(own, "./ops/graph.yaml")).toBe("ops/graph.yaml");
});

test("the kustomization and the expected graph are no slots, and files are sorted", async () => {
  const folder = "clusters/a/bootstrap-kit";
  const files = {
    [`${folder}/02-b.yaml`]: "kind: X\n",
    [`${folder}/kustomization.yaml`]: "resources: [01-a.yaml]\n",
    [`${folder}/expected-bootstrap-deps.yaml`]: row("a"),
    [`${folder}/README.md`]: "# x\n",
  };
  const { kits = [] } = await loadWorkspace(treeOf({ ...kit, ...files }), { roots: [] });
  expect(kits.map((one) => one.files.map(({ name }) => name))).toEqual([
    ["01-a.yaml", "02-b.yaml"],
  ]);
  expect(kits[0]?.kustomization?.resources).toMatchObject([{ path: "01-a.yaml" }]);
});
