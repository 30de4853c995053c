import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { bp, run, said } from "../support/program.ts";
import { unit, workspace } from "../support/workspace.ts";

const file = "products/shop/blueprint.yaml";

function shop(): { readonly root: string; readonly before: string } {
  const files = unit("products/shop");
  const before = `${files[file] ?? ""}  depends: [bp-shop-db] # what it needs\r\n  placementSchema: {modes: []}\n`;
  return { root: workspace({ ...files, [file]: before }, unit("products/shop-db")), before };
}

const repairedLine = "  depends: [{blueprint: bp-shop-db}] # what it needs\r\n";

function read(root: string): string {
  return readFileSync(join(root, file), "utf8");
}

test("repairs on the disk, tells what it did and what is left", async () => {
  const { root, before } = shop();
  chmodSync(join(root, file), 0o640);
  const outcome = await bp(["lint", "--fix", "-C", root]);
  expect(outcome.code, said(outcome)).toBe(1);
  expect(outcome.stdout).toContain(`repaired 1 finding:\n  ${file}: BP115\n`);
  expect(outcome.stdout).toContain("modes lists no mode");
  expect(outcome.stdout).not.toContain("is a bare string");
  expect(read(root)).toBe(before.replace(/ {2}depends: .*\r\n/u, repairedLine));
  expect(statSync(join(root, file)).mode & 0o777).toBe(0o640);
  const again = await bp(["lint", "--fix", "-C", root]);
  expect(again.stdout).not.toContain("repaired");
});

test("--dry-run prints a patch that makes the same of the files, and writes nothing", async () => {
  const { root, before } = shop();
  const dry = await bp(["lint", "--fix", "--dry-run", "-C", root]);
  expect(dry.code, said(dry)).toBe(1);
  expect(read(root)).toBe(before);
  writeFileSync(join(root, "x.patch"), dry.stdout);
  const applied = await run("git", ["apply", "--whitespace=nowarn", "x.patch"], { cwd: root });
  expect(applied.code, said(applied)).toBe(0);
  const patched = read(root);
  expect(patched).toContain(repairedLine);
  writeFileSync(join(root, file), before);
  await bp(["lint", "--fix", "-C", root]);
  expect(read(root)).toBe(patched);
});

test("the report has what was repaired, and the selection alone is touched", async () => {
  const { root, before } = shop();
  const other = await bp(["lint", "shop-db", "--fix", "-C", root, "-o", "json"]);
  expect(JSON.parse(other.stdout)).toMatchObject({ ok: true, fixed: [] });
  expect(read(root)).toBe(before);
  const outcome = await bp(["lint", "--fix", "-C", root, "-o", "json"]);
  expect(JSON.parse(outcome.stdout)).toMatchObject({
    command: "lint",
    fixed: [{ ruleId: "BP115", file, description: "write the dependency as an object" }],
    findings: expect.arrayContaining([expect.objectContaining({ ruleId: "BP110" })]),
  });
});

test.each([
  [["--dry-run"], "--dry-run goes with --fix"],
  [["--fix", "--staged"], "--fix repairs files on the disk"],
  [["--fix", "--write-baseline", "b.json"], "--fix and --write-baseline are two ways"],
])("%j is refused", async (options, message) => {
  const { root } = shop();
  const outcome = await bp(["lint", ...options, "-C", root]);
  expect([outcome.code, outcome.stdout]).toEqual([2, ""]);
  expect(outcome.stderr).toContain(message);
});

test("a file that a suppression covers is left alone", async () => {
  const { root, before } = shop();
  const text = before.replace("# what it needs", "# bp-ignore BP115: kept as it is");
  writeFileSync(join(root, file), text);
  await bp(["lint", "--fix", "-C", root]);
  expect(read(root)).toBe(text);
});
