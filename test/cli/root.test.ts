import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { findRoot } from "../../src/cli/root.ts";
import { workspace } from "../support/workspace.ts";

test("the nearest configuration upward decides", () => {
  const root = workspace({
    ".git/HEAD": "",
    "bp.config.yaml": "",
    "a/bp.config.yaml": "",
    "a/products/x/README.md": "",
  });
  const inner = { folder: join(root, "a"), config: join(root, "a/bp.config.yaml") };
  expect(findRoot(join(root, "a/products/x"))).toEqual(inner);
  expect(findRoot(root)).toEqual({ folder: root, config: join(root, "bp.config.yaml") });
});

test("a configuration above goes before platform/ and products/ below it", () => {
  const root = workspace({ ".git/HEAD": "", "bp.config.yaml": "", "a/platform/x/README.md": "" });
  expect(findRoot(join(root, "a/platform"))).toEqual({
    folder: root,
    config: join(root, "bp.config.yaml"),
  });
});

test.each(["platform", "products"])("else the nearest folder with %s/", (name) => {
  const root = workspace({ ".git/HEAD": "", [`a/${name}/x/chart/Chart.yaml`]: "" });
  const expected = { folder: join(root, "a"), config: undefined };
  expect(findRoot(join(root, `a/${name}/x/chart`))).toEqual(expected);
  expect(findRoot(join(root, "a"))).toEqual(expected);
});

test("the search ends at the git root", () => {
  const root = workspace({ "bp.config.yaml": "", "repo/.git/HEAD": "", "repo/src/a.ts": "" });
  const folder = join(root, "repo/src");
  expect(findRoot(folder)).toEqual({ folder, config: undefined });
});

test("a worktree's .git file ends it too", () => {
  const root = workspace({ "bp.config.yaml": "", "repo/.git": "gitdir: elsewhere\n" });
  mkdirSync(join(root, "repo/products"));
  expect(findRoot(join(root, "repo"))).toEqual({ folder: join(root, "repo"), config: undefined });
});
