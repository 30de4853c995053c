import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { chartFiles } from "../../src/chart/files.ts";
import { diskTree } from "../../src/workspace/index.ts";
import { collect } from "../archive/support/bytes.ts";
import type { Files } from "./support/folder.ts";
import { folderOf, treeOf } from "./support/folder.ts";

const MiB = 1024 * 1024;

async function list(root: string, folder = "c"): Promise<readonly string[]> {
  return (await chartFiles(diskTree(root), folder)).map(({ path }) => path);
}

function links(files: Files, made: Readonly<Record<string, string>>): string {
  const root = folderOf(files);
  for (const [path, target] of Object.entries(made)) symlinkSync(target, join(root, path));
  return root;
}

test("walks as Helm does: names by their bytes, a folder before a name that goes on", async () => {
  const names = ["a.txt", "a/x", "a-b", "b", "Z", "é", "ﬀ", "😀", ".dot"];
  const root = folderOf(Object.fromEntries(names.map((name) => [`c/${name}`, ""])));
  await expect(list(root)).resolves.toEqual([
    ".dot",
    "Z",
    "a/x",
    "a-b",
    "a.txt",
    "b",
    "é",
    "ﬀ",
    "😀",
  ]);
});

test("leaves out what .helmignore names, whole folders at once, and a dot file in templates/", async () => {
  const root = folderOf({
    "c/.helmignore": "*.md\nci/\n",
    "c/README.md": "",
    "c/ci/values.yaml": "",
    "c/keep/ci": "",
    "c/templates/.x": "",
    "c/templates/a.yaml": "",
    "c/sub/.helmignore": "*",
    "c/sub/x": "",
  });
  const kept = [".helmignore", "keep/ci", "sub/.helmignore", "sub/x", "templates/a.yaml"];
  await expect(list(root)).resolves.toEqual(kept);
});

test("a byte order mark is taken off, in small files and in large ones", async () => {
  const mark = Buffer.from("\uFEFF");
  const large = Buffer.concat([mark, Buffer.alloc(100_000, "x")]);
  const tree = treeOf({
    "c/a": Buffer.concat([mark, Buffer.from("a")]),
    "c/b": large,
    "c/n": "no",
  });
  const files = await chartFiles(tree, "c");
  expect(files.map(({ path, size }) => [path, size])).toEqual([
    ["a", 1],
    ["b", 100_000],
    ["n", 2],
  ]);
  for (const file of files) expect((await collect(file.open())).length).toBe(file.size);
});

test("links are followed inside the chart", async () => {
  const files = { "c/real/a": "A", "c/x": "X" };
  const root = links(files, { "c/file": "real/a", "c/folder": "real", "c/real/up": "../x" });
  const paths = ["file", "folder/a", "folder/up", "real/a", "real/up", "x"];
  await expect(list(root)).resolves.toEqual(paths);
  const [file] = await chartFiles(diskTree(root), "c");
  expect((await collect(file?.open() ?? (async function* () {})())).toString()).toBe("A");
});

test("a link that leaves the chart is refused, naming link and target, unless it is ignored", async () => {
  const files = { "c/Chart.yaml": "", "other/secret": "s" };
  await expect(list(links(files, { "c/l": "../other" }))).rejects.toMatchObject({
    code: "OUTSIDE_ROOT",
    message: "c/l is a link that leaves the chart's folder: it leads to other",
  });
  await expect(list(links(files, { "c/l": "/etc/passwd" }))).rejects.toMatchObject({
    code: "OUTSIDE_ROOT",
    message: expect.stringContaining("c/l") as string,
  });
  const ignored = links({ ...files, "c/.helmignore": "l\n" }, { "c/l": "/etc/passwd" });
  await expect(list(ignored)).resolves.toEqual([".helmignore", "Chart.yaml"]);
});

test("a folder whose name begins like the chart's is another one", async () => {
  const root = links({ "c/Chart.yaml": "", "c-private/secret": "s" }, { "c/l": "../c-private" });
  await expect(list(root)).rejects.toMatchObject({ code: "OUTSIDE_ROOT" });
});

test.each([
  ["itself", { "c/l": "l" }],
  ["its folder", { "c/d/l": "." }],
  ["the chart", { "c/d/l": ".." }],
  ["nothing", { "c/l": "gone" }],
])("a link that leads to %s is refused", async (_, made) => {
  const root = links({ "c/d/x": "" }, made);
  await expect(list(root)).rejects.toThrow(/c\/(?:d\/)?l/u);
});

test("two links that lead to each other's folders are a circle", async () => {
  const root = links({ "c/a/x": "", "c/b/x": "" }, { "c/a/b": "../b", "c/b/a": "../a" });
  await expect(list(root)).rejects.toThrow("circle");
});

test("a pipe is refused, unless it is ignored", async () => {
  const root = folderOf({ "c/Chart.yaml": "" });
  execFileSync("mkfifo", [join(root, "c/pipe")]);
  await expect(list(root)).rejects.toThrow("c/pipe is neither a file nor a folder");
  writeFileSync(join(root, "c/.helmignore"), "pipe\n");
  await expect(list(root)).resolves.toEqual([".helmignore", "Chart.yaml"]);
});

test.each([
  ["a backslash", Buffer.from("a\\b")],
  ["bytes that are no UTF-8", Buffer.from([0x61, 0xff, 0x62])],
])("a name with %s is refused", async (_, name) => {
  const root = folderOf({ "c/Chart.yaml": "" });
  writeFileSync(Buffer.concat([Buffer.from(`${root}/c/`), name]), "");
  await expect(list(root)).rejects.toMatchObject({ code: "MATERIAL" });
});

/** Makes a file of that size that takes no room. */
function sparse(root: string, path: string, size: number): void {
  writeFileSync(join(root, path), "");
  truncateSync(join(root, path), size);
}

test("a file of 5 MiB is taken, one byte more is refused before it is read", async () => {
  const root = folderOf({ "c/Chart.yaml": "" });
  sparse(root, "c/big", 5 * MiB);
  await expect(list(root)).resolves.toEqual(["Chart.yaml", "big"]);
  sparse(root, "c/big", 5 * MiB + 1);
  await expect(list(root)).rejects.toMatchObject({
    code: "LIMIT",
    message: "c/big has 5242881 bytes, Helm's limit for a file is 5242880",
  });
  sparse(root, "c/big", 1024 * MiB);
  await expect(list(root)).rejects.toMatchObject({ code: "LIMIT" });
});

test("100 MiB in all are taken, one byte more is refused, naming the file", async () => {
  const root = folderOf({});
  mkdirSync(join(root, "c"));
  for (let index = 0; index < 20; index += 1) sparse(root, `c/f${index}`, 5 * MiB);
  await expect(list(root)).resolves.toHaveLength(20);
  writeFileSync(join(root, "c/last"), "x");
  await expect(list(root)).rejects.toMatchObject({
    code: "LIMIT",
    message: "with c/last the chart has 104857601 bytes, Helm's limit is 104857600",
  });
});
