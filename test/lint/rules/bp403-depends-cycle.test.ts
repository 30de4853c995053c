import { expect, test } from "vitest";

import { folder, kit, slot } from "../kit.ts";
import { blueprintText, say, unit } from "../support.ts";

function needing(...names: readonly string[]): { spec: string } {
  return { spec: `  depends:\n${names.map((name) => `    - blueprint: bp-${name}\n`).join("")}` };
}

const tree = {
  ...unit("a", needing("b")),
  ...unit("b", needing("c")),
  ...unit("c", needing("d", "b")),
  ...unit("d", needing("a")),
};

test("the shortest cycle is told once, with file and line of every edge", async () => {
  expect(await say("BP403", tree)).toEqual([
    "platform/b/blueprint.yaml:12:7 a cycle: bp-b -> bp-c -> bp-b (platform/b/blueprint.yaml:12, platform/c/blueprint.yaml:13)",
  ]);
});

test("it is told at the first edge that was selected", async () => {
  const told = await say("BP403", tree, { selection: new Set(["platform/c"]) });
  expect(told[0]).toMatch(/^platform\/c\/blueprint.yaml:13:7 /u);
});

test("a tree without cycles", async () => {
  expect(
    await say("BP403", {
      ...unit("a", needing("b", "c")),
      ...unit("b", needing("c")),
      ...unit("c"),
    }),
  ).toEqual([]);
});

const graph = "scripts/expected-bootstrap-deps.yaml";

function rows(...needs: readonly (readonly [string, string])[]): string {
  const lines = needs.map(([name, on]) => `  - {name: bp-${name}, depends_on: [bp-${on}]}\n`);
  return `slots:\n${lines.join("")}`;
}

test("a cycle of a kit's releases, one of the expected graph, and a release that waits for itself", async () => {
  const files = {
    ...unit("a"),
    ...kit({ "01-a.yaml": slot("a", ["bp-b"]), "02-b.yaml": slot("b", ["bp-a"]) }),
    [graph]: rows(["x", "y"], ["y", "x"]),
  };
  expect(await say("BP403", files)).toEqual([
    `${folder}/01-a.yaml:29:13 a cycle of releases: bp-a -> bp-b -> bp-a (${folder}/01-a.yaml:29, ${folder}/02-b.yaml:29)`,
    `${graph}:2:31 a cycle in the expected graph: bp-x -> bp-y -> bp-x (${graph}:2, ${graph}:3)`,
  ]);
  expect(
    await say("BP403", { ...unit("a"), ...kit({ "01-a.yaml": slot("a", ["bp-a"]) }) }),
  ).toEqual([
    `${folder}/01-a.yaml:29:13 a cycle of releases: bp-a -> bp-a (${folder}/01-a.yaml:29)`,
  ]);
});

test("a cycle that no graph has alone", async () => {
  const files = {
    ...unit("a"),
    ...unit("b", needing("c")),
    ...kit({ "01-a.yaml": slot("a", ["bp-b"]), "02-b.yaml": slot("b") }),
    [graph]: rows(["a", "b"], ["c", "a"]),
  };
  const places = `${folder}/01-a.yaml:29, platform/b/blueprint.yaml:12, ${graph}:3`;
  const circle = "bp-a -> bp-b -> bp-c -> bp-a";
  expect(await say("BP403", files)).toEqual([
    `${folder}/01-a.yaml:29:13 a cycle through depends, dependsOn and the expected graph together: ${circle} (${places})`,
  ]);
  const optional = blueprintText("b", "  depends:\n    - {blueprint: bp-c, when: .config.c}\n");
  expect(await say("BP403", { ...files, ...unit("b", { blueprint: optional }) })).toEqual([]);
});

test("a cycle that several kits share is told once; one of a kit for the units that it touches", async () => {
  const shared = { ...unit("a", needing("b")), [graph]: rows(["b", "a"]) };
  const files = {
    ...shared,
    ...kit({ "03-c.yaml": slot("c") }),
    ...kit({ "03-c.yaml": slot("c") }, "clusters/b/bootstrap-kit"),
  };
  expect(await say("BP403", files)).toEqual([
    expect.stringMatching(/^platform\/a\/blueprint\.yaml:12:7 a cycle through/u),
  ]);
  const own = {
    ...unit("a"),
    ...unit("z"),
    ...kit({ "01-a.yaml": slot("a", ["bp-a"]), "02-z.yaml": slot("z") }),
  };
  expect(await say("BP403", own, { selection: new Set(["platform/a"]) })).toHaveLength(1);
  expect(await say("BP403", own, { selection: new Set(["platform/z"]) })).toEqual([]);
});

test("a chart that a kit installs twice: who depends on it may mean either", async () => {
  const second = slot("db").replaceAll("name: bp-db\n", "name: bp-db-two\n");
  const waiting = second.replace("  install:", "  dependsOn: [{name: bp-a}]\n  install:");
  const files = {
    ...unit("a", needing("db")),
    ...unit("db"),
    ...kit({ "01-db.yaml": slot("db"), "02-a.yaml": slot("a", ["bp-db"]), "03-db.yaml": waiting }),
  };
  expect(await say("BP403", files)).toEqual([]);
});

test("a cycle that one graph has whole is not told again of all together", async () => {
  const files = {
    ...unit("a", needing("b")),
    ...unit("b", needing("a")),
    ...kit({ "03-c.yaml": slot("c") }),
    [graph]: rows(["a", "b"]),
  };
  expect(await say("BP403", files)).toEqual([
    expect.stringMatching(/^platform\/a\/blueprint\.yaml:12:7 a cycle: bp-a -> bp-b -> bp-a /u),
  ]);
});
