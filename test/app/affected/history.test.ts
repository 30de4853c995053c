import { expect, test } from "vitest";

import { affected } from "../../../src/app/affected/affected.ts";
import type { AffectedReport } from "../../../src/app/affected/report.ts";
import { defaultConfig } from "../../../src/app/config.ts";
import { load } from "../../../src/app/load.ts";
import type { Source } from "../../../src/app/packaging.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { GitTree } from "../../../src/workspace/index.ts";
import { gitTree } from "../../../src/workspace/index.ts";
import { commit, git, initialise } from "../../support/git.ts";
import { chartOnly, unit, workspace } from "../../support/workspace.ts";
import { Editor } from "./editor.ts";

const fromWorkspace = '{ name: bp-a, version: ">=1.0.0", repository: "oci://ghcr.io/acme" }';

/** Five parts of a platform, a shop that depends on one of them, and a suite that embeds it. */
const start = {
  ...Object.assign({}, ...["a", "b", "c", "d", "e"].map((name) => unit(`platform/${name}`))),
  ...unit("products/shop", { depends: { "bp-a": "*" } }),
  ...unit("products/suite", { dependencies: [fromWorkspace] }),
  ...chartOnly("products/bare"),
} as Readonly<Record<string, string>>;

/** A commit of a history: what it does to the tree, and what a publish of it would push anew. */
type Commit = readonly [what: string, edit: (tree: Editor) => void, affected: readonly string[]];

const values = (name: string): string => `platform/${name}/chart/values.yaml`;

const commits: readonly Commit[] = [
  ["a README beside the chart", (t) => t.add("platform/a/README.md", "x"), []],
  ["a README in the chart", (t) => t.add("platform/a/chart/README.md", "x"), ["bp-a", "bp-suite"]],
  ["a changed default", (t) => t.add(values("b"), "x: 1\n"), ["bp-b"]],
  ["a bump of what changed before", (t) => t.bump("platform/b", "1.0.1"), ["bp-b"]],
  ["a forgotten bump", (t) => t.add(values("b"), "forgotten: 1\n"), ["bp-b"]],
  ["its revert", (t) => t.git("revert", "--no-commit", "HEAD"), ["bp-b"]],
  ["a comment in Chart.yaml", (t) => t.add("platform/c/chart/Chart.yaml", "# c\n"), []],
  [
    "a blank line in Chart.yaml",
    (t) => t.change("platform/c/chart/Chart.yaml", /^name/mu, "\nname"),
    [],
  ],
  ["a comment in blueprint.yaml", (t) => t.add("platform/c/blueprint.yaml", "# c\n"), ["bp-c"]],
  [
    "a card's summary",
    (t) => t.change("platform/d/blueprint.yaml", "for a test", "for more"),
    ["bp-d"],
  ],
  ["a template", (t) => t.add("platform/d/chart/templates/x.yaml", "a: 1\n"), ["bp-d"]],
  ["a template taken out", (t) => t.remove("platform/d/chart/templates/x.yaml"), ["bp-d"]],
  [
    "what .helmignore leaves out",
    (t) => t.add("platform/d/chart/.helmignore", "notes/\n"),
    ["bp-d"],
  ],
  ["a file that it leaves out", (t) => t.add("platform/d/chart/notes/x.md", "x"), []],
  ["a file of nothing published", (t) => t.add("platform/d/policies/x.yaml", "a: 1\n"), []],
  [
    "a squash of five",
    (t) => ["a", "b", "c", "d", "e"].forEach((n) => t.add(values(n), "s: 1\n")),
    ["bp-a", "bp-b", "bp-c", "bp-d", "bp-e", "bp-suite"],
  ],
  [
    "a squash of five, each bumped",
    (t) => ["a", "b", "c", "d", "e"].forEach((n) => t.bump(`platform/${n}`, "1.1.0")),
    ["bp-a", "bp-b", "bp-c", "bp-d", "bp-e", "bp-suite"],
  ],
  [
    "the bump of what a suite embeds alone",
    (t) => t.bump("platform/a", "1.1.1"),
    ["bp-a", "bp-suite"],
  ],
  ["the suite's own bump", (t) => t.bump("products/suite", "1.0.1"), ["bp-suite"]],
  [
    "a range of the suite's dependency",
    (t) => t.change("products/suite/chart/Chart.yaml", ">=1.0.0", ">=1.1.0"),
    ["bp-suite"],
  ],
  [
    "a range of a depends",
    (t) => t.change("products/shop/blueprint.yaml", '"*"', '"^1.0.0"'),
    ["bp-shop"],
  ],
  [
    "an upstream dependency",
    (t) =>
      t.add(
        "platform/e/chart/Chart.yaml",
        "dependencies: [{name: up, version: 1.0.0, repository: https://up.example}]\n",
      ),
    ["bp-e"],
  ],
  [
    "its version",
    (t) => t.change("platform/e/chart/Chart.yaml", "up, version: 1.0.0", "up, version: 1.0.1"),
    ["bp-e"],
  ],
  [
    "its bytes in bp.lock",
    (t) =>
      t.add(
        "bp.lock",
        `charts: {platform/e/chart: {up: {version: 1.0.1, repository: "https://up.example", sha256: "${"0".repeat(64)}"}}}\n`,
      ),
    ["bp-e"],
  ],
  ["other bytes in bp.lock", (t) => t.change("bp.lock", "0".repeat(64), "1".repeat(64)), ["bp-e"]],
  ["another chart in bp.lock", (t) => t.add("bp.lock", "blueprints: {}\n"), []],
  [
    "a new blueprint",
    (t) => Object.entries(unit("platform/f")).forEach(([path, text]) => t.add(path, text)),
    ["bp-f"],
  ],
  ["a renamed folder with the same name inside", (t) => t.move("platform/f", "products/f"), []],
  [
    "a renamed chart",
    (t) => t.change("products/f/chart/Chart.yaml", "name: bp-f", "name: bp-g"),
    ["bp-g"],
  ],
  ["a blueprint taken out", (t) => t.remove("products/f"), []],
  [
    "the work of a branch, merged",
    (t) => {
      t.git("checkout", "-q", "-b", "side", "HEAD~1");
      t.add(values("c"), "merged: 1\n");
      t.git("commit", "-q", "-a", "-m", "side");
      t.git("checkout", "-q", "main");
      t.git("merge", "-q", "--no-ff", "--no-commit", "side");
    },
    ["bp-c"],
  ],
  [
    "a merge that brings nothing",
    (t) => t.git("merge", "-q", "--no-ff", "-s", "ours", "--no-commit", "HEAD~1"),
    [],
  ],
  ["a file's mode", (t) => t.makeExecutable(values("c")), []],
  ["line ends", (t) => t.change(values("c"), /\n/gu, "\r\n"), ["bp-c"]],
  [
    "a chart without a blueprint",
    (t) => t.add("products/bare/chart/values.yaml", "x: 1\n"),
    ["bp-bare"],
  ],
  [
    "a blueprint for it",
    (t) => t.add("products/bare/blueprint.yaml", "kind: Blueprint\nmetadata: {name: bp-bare}\n"),
    ["bp-bare"],
  ],
  [
    "a chart that cannot be packaged",
    (t) => t.change("platform/d/chart/Chart.yaml", "apiVersion: v2", "apiVersion: v9"),
    ["bp-d"],
  ],
  [
    "its repair",
    (t) => t.change("platform/d/chart/Chart.yaml", "apiVersion: v9", "apiVersion: v2"),
    ["bp-d"],
  ],
  [
    "the workspace's configuration",
    (t) => t.add("bp.config.yaml", "lint: {profile: strict}\n"),
    [],
  ],
  ["nothing at all", () => undefined, []],
];

test("forty commits: what each publishes anew is what a table by hand says", async () => {
  expect(commits).toHaveLength(40);
  const root = workspace(start);
  initialise(root);
  git(root, "config", "core.autocrlf", "false");
  const editor = new Editor(root);
  let base = commit(root);
  const wrong: unknown[] = [];
  for (const [what, edit, expected] of commits) {
    edit(editor);
    git(root, "add", "--", ".");
    const head = commit(root, what);
    const { blueprints } = await compare(root, base, head);
    const names = blueprints.map(({ name }) => name).toSorted();
    if (names.join() !== expected.join()) wrong.push([what, names]);
    base = head;
  }
  expect(wrong).toEqual([]);
}, 120_000);

test("dependents, waves and removals", async () => {
  const root = workspace(start);
  initialise(root);
  const base = commit(root);
  const editor = new Editor(root);
  editor.add(values("a"), "x: 1\n");
  editor.remove("platform/e");
  const report = await compare(root, base, commit(root), true);
  expect(report.blueprints).toEqual([
    {
      name: "bp-a",
      folder: "platform/a",
      version: "1.0.0",
      reason: "changed",
      because: [],
      wave: 0,
    },
    {
      name: "bp-shop",
      folder: "products/shop",
      version: "1.0.0",
      reason: "dependent",
      because: ["bp-a"],
      wave: 1,
    },
    {
      name: "bp-suite",
      folder: "products/suite",
      version: "1.0.0",
      reason: "changed",
      because: [],
      wave: 1,
    },
  ]);
  expect(report.removed).toEqual([{ name: "bp-e", folder: "platform/e" }]);
});

async function compare(
  root: string,
  base: string,
  head: string,
  withDependents = false,
): Promise<AffectedReport> {
  const trees: GitTree[] = [];
  const open = async (revision: string): Promise<Source & { readonly tree: GitTree }> => {
    const tree = await gitTree({ folder: root, environment: process.env }, revision);
    trees.push(tree);
    return { tree, workspace: await load(tree, defaultConfig), workspaceDependencies: true };
  };
  const [before, after] = [await open(base), await open(head)];
  try {
    return await affected({
      comparison: {
        before,
        after,
        isSame: (folder) => {
          const now = after.tree.fingerprint(folder);
          return now !== undefined && now === before.tree.fingerprint(folder);
        },
        spool,
      },
      base,
      head,
      tag: undefined,
      within: undefined,
      withDependents,
      wave: undefined,
      shard: undefined,
      notes: [],
    });
  } finally {
    await Promise.all(trees.map((tree) => tree.close()));
  }
}
