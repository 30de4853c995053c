import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { commit, git, initialise } from "../support/git.ts";
import { unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

const file = "products/shop/blueprint.yaml";

function old(): string {
  const files = unit("products/shop");
  const text = files[file] ?? "";
  return workspace(files, unit("products/site"), {
    [file]: text.replace("openova.io/v1", "openova.io/v1alpha1"),
  });
}

test("the preview writes nothing, and its output is a patch", async () => {
  const cwd = old();
  const before = readFileSync(join(cwd, file), "utf8");
  const { code, stdout, stderr } = await bp(["migrate"], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  expect(readFileSync(join(cwd, file), "utf8")).toBe(before);
  initialise(cwd);
  commit(cwd);
  writeFileSync(join(cwd, "patch"), stdout);
  git(cwd, "apply", "patch");
  expect(git(cwd, "diff", "--numstat")).toBe(`1\t1\t${file}`);
});

test("--write applies it, once, to what is selected", async () => {
  const cwd = old();
  const other = await bp(["migrate", "site", "--write"], { cwd });
  expect([other.code, other.stdout]).toEqual([0, "nothing to migrate\n"]);
  const { code, stdout } = await bp(["migrate", "--write"], { cwd });
  expect([code, stdout]).toEqual([0, `migrated 1 file, 1 change:\n  ${file}\n`]);
  expect(readFileSync(join(cwd, file), "utf8")).toContain("openova.io/v1\n");
  expect((await bp(["migrate"], { cwd })).stdout).toBe("nothing to migrate\n");
});

test("what is left is told beside the patch, and in the report", async () => {
  const cwd = workspace(unit("products/shop"), {
    [file]: `${unit("products/shop")[file]}  placementSchema: { modes: [singleton, single-region] }\n`,
  });
  const { stdout, stderr } = await bp(["migrate"], { cwd });
  expect(stdout).toBe("nothing to migrate\n");
  expect(stderr).toContain(`${file}:13:`);
  expect(stderr).toContain("take one out");
  const report = JSON.parse((await bp(["migrate", "-o", "json"], { cwd })).stdout) as object;
  expect(faults("migrate", report)).toEqual([]);
  expect(report).toMatchObject({ left: [{ file, line: 13 }], written: false });
});
