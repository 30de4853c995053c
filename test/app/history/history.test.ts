import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { commit, git, initialise } from "../../support/git.ts";
import { workspace } from "../../support/workspace.ts";
import { commits, start } from "./commits.ts";
import { compared } from "./compared.ts";
import { Editor } from "./editor.ts";

/** The rows of the table: the commit, what it affects, what is found. */
const table = readFileSync(join(import.meta.dirname, "history.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(1);

test("each commit of a history affects, and has the findings, that a table by hand says", async () => {
  expect(table.length).toBeGreaterThanOrEqual(40);
  const root = workspace(start);
  initialise(root);
  git(root, "config", "core.autocrlf", "false");
  const editor = new Editor(root);
  let base = commit(root);
  const rows: string[] = [];
  for (const [what, edit] of commits) {
    edit(editor);
    git(root, "add", "--", ".");
    const head = commit(root, what);
    const { affected, findings } = await compared(root, base, head);
    const names = affected.blueprints.map(({ name }) => name).toSorted();
    rows.push(rowOf(what, names, findings));
    base = head;
  }
  expect(rows).toEqual(table);
}, 120_000);

test("dependents, waves and removals", async () => {
  const root = workspace(start);
  initialise(root);
  const base = commit(root);
  const editor = new Editor(root);
  editor.add("platform/a/chart/values.yaml", "x: 1\n");
  editor.remove("platform/e");
  const { affected: report } = await compared(root, base, commit(root), true);
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

function rowOf(what: string, affected: readonly string[], findings: readonly string[]): string {
  const cells = [what, affected.join(" "), findings.join(", ")];
  return `|${cells.map((cell) => (cell === "" ? " " : ` ${cell} `)).join("|")}|`;
}
