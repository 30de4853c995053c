import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { replaceFiles } from "../../src/workspace/index.ts";
import { temporary, workspace } from "../support/workspace.ts";

const of = (
  path: string,
  before: string,
  after: string,
): Parameters<typeof replaceFiles>[1][number] => ({
  path,
  before: new TextEncoder().encode(before),
  after: new TextEncoder().encode(after),
});

const read = (root: string, path: string): string => readFileSync(join(root, path), "utf8");

test("the content changes, the mode stays, and nothing is left behind", async () => {
  const root = workspace({ "a/x.yaml": "old", "y.yaml": "old" });
  chmodSync(join(root, "a/x.yaml"), 0o754);
  await replaceFiles(root, [of("a/x.yaml", "old", "newer"), of("y.yaml", "old", "")]);
  expect([read(root, "a/x.yaml"), read(root, "y.yaml")]).toEqual(["newer", ""]);
  expect(statSync(join(root, "a/x.yaml")).mode & 0o7777).toBe(0o754);
  expect(readdirSync(join(root, "a"))).toEqual(["x.yaml"]);
});

test("where one file changed meanwhile, none is written", async () => {
  const root = workspace({ "x.yaml": "old", "y.yaml": "somebody else's" });
  const both = [of("x.yaml", "old", "new"), of("y.yaml", "old", "new")];
  await expect(replaceFiles(root, both)).rejects.toMatchObject({
    code: "UNREADABLE",
    message: "y.yaml changed since it was read: nothing is written",
  });
  expect(read(root, "x.yaml")).toBe("old");
});

test("a file that is gone, and a path that leaves", async () => {
  const root = workspace({ "x.yaml": "old" });
  await expect(replaceFiles(root, [of("z.yaml", "", "")])).rejects.toMatchObject({
    code: "UNREADABLE",
  });
  await expect(replaceFiles(root, [of("../x.yaml", "", "")])).rejects.toMatchObject({
    code: "OUTSIDE_ROOT",
  });
});

test("a link inside is written through; one that leaves is refused", async () => {
  const root = workspace({ "x.yaml": "old" });
  const outside = workspace({ "z.yaml": "old" });
  symlinkSync("x.yaml", join(root, "link.yaml"));
  symlinkSync(join(outside, "z.yaml"), join(root, "out.yaml"));
  await replaceFiles(root, [of("link.yaml", "old", "new")]);
  expect([read(root, "x.yaml"), read(root, "link.yaml")]).toEqual(["new", "new"]);
  await expect(replaceFiles(root, [of("out.yaml", "old", "new")])).rejects.toMatchObject({
    code: "OUTSIDE_ROOT",
  });
  expect(read(outside, "z.yaml")).toBe("old");
});

test("nothing to do is nothing done", async () => {
  await replaceFiles(temporary(), []);
});

const fresh = (path: string, after: string): Parameters<typeof replaceFiles>[1][number] => ({
  path,
  before: undefined,
  after: new TextEncoder().encode(after),
});

test("a file where there is none, in a folder where there is none", async () => {
  const root = workspace({ "x.yaml": "old" });
  await replaceFiles(root, [fresh("a/b/y.yaml", "new"), of("x.yaml", "old", "newer")]);
  expect([read(root, "a/b/y.yaml"), read(root, "x.yaml")]).toEqual(["new", "newer"]);
  expect(readdirSync(join(root, "a/b"))).toEqual(["y.yaml"]);
});

test("no file takes the place of one that came meanwhile, and none leaves", async () => {
  const root = workspace({ "x.yaml": "somebody's", "y.yaml": "old" });
  const both = [of("y.yaml", "old", "new"), fresh("x.yaml", "mine")];
  await expect(replaceFiles(root, both)).rejects.toMatchObject({
    code: "UNREADABLE",
    message: "x.yaml is there already: nothing is written",
  });
  expect([read(root, "x.yaml"), read(root, "y.yaml")]).toEqual(["somebody's", "old"]);
  const outside = temporary();
  symlinkSync(outside, join(root, "out"));
  await expect(replaceFiles(root, [fresh("out/b/z.yaml", "mine")])).rejects.toMatchObject({
    code: "OUTSIDE_ROOT",
  });
  expect(readdirSync(outside)).toEqual([]);
});
