import { readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { isBpError } from "../../src/model/error.ts";
import type { Tree } from "../../src/model/tree.ts";
import type { Git, GitTree } from "../../src/workspace/index.ts";
import { diskTree, gitTree, loadWorkspace } from "../../src/workspace/index.ts";
import { commit, git, initialise } from "../support/git.ts";
import { scratch } from "./scratch.ts";

function gitIn(folder: string): Git {
  return { folder, environment: { PATH: process.env["PATH"], HOME: folder } };
}

async function treeIn(folder: string, revision?: string): Promise<GitTree> {
  const tree = await gitTree(gitIn(folder), revision);
  onTestFinished(() => tree.close());
  return tree;
}

function repository(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = scratch(files);
  initialise(root);
  return root;
}

async function codeOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
    return "none";
  } catch (error) {
    if (isBpError(error)) return error.code;
    throw error;
  }
}

/** Takes everything off the disk: git alone has it then. */
function clear(root: string): void {
  for (const name of readdirSync(root))
    if (name !== ".git") rmSync(join(root, name), { recursive: true });
}

/** A tree whose git has forgotten every content. */
async function forgotten(root: string): Promise<GitTree> {
  commit(root);
  const tree = await treeIn(root);
  rmSync(join(root, ".git/objects"), { recursive: true });
  return tree;
}

/** From nothing up to some 200 kB. */
function content(index: number): Uint8Array {
  return new Uint8Array(index * index * 5).fill(index);
}

async function textOf(tree: Tree, path: string, limit = 1000): Promise<string> {
  return Buffer.from(await tree.read(path, limit)).toString("utf8");
}

describe("a commit", () => {
  test("lists sorted by code unit, with kinds, and knows sizes", async () => {
    const root = repository({ "f/b": "", "f/a": "héllo", "f/B": "", "f/d/x": "", "f-": "" });
    symlinkSync("a", join(root, "f/link"));
    const tree = await treeIn(root, commit(root));
    expect(await tree.list("f")).toEqual([
      { name: "B", kind: "file" },
      { name: "a", kind: "file" },
      { name: "b", kind: "file" },
      { name: "d", kind: "folder" },
      { name: "link", kind: "link" },
    ]);
    expect(await tree.list("")).toEqual([
      { name: "f", kind: "folder" },
      { name: "f-", kind: "file" },
    ]);
    expect(await tree.stat("f/link")).toEqual({ kind: "file", size: 6 });
    expect(await tree.stat("f/d")).toEqual({ kind: "folder", size: 0 });
    expect(await tree.stat("f/none")).toBeUndefined();
    expect(await tree.stat("f/a/none")).toBeUndefined();
    expect(await tree.resolve("f/link")).toBe("f/a");
  });

  test("holds what was committed, whatever the disk holds now", async () => {
    const root = repository({ a: "one" });
    const first = commit(root);
    writeFileSync(join(root, "a"), "two");
    commit(root);
    rmSync(join(root, "a"));
    expect(await textOf(await treeIn(root, first), "a")).toBe("one");
    expect(await textOf(await treeIn(root, "HEAD"), "a")).toBe("two");
  });

  test("answers many questions at once, each with its own file, empty and large ones too", async () => {
    const names = Array.from({ length: 200 }, (_, index) => `f${index}`);
    const files = Object.fromEntries(names.map((name, index) => [name, content(index)]));
    const root = repository(files);
    const tree = await treeIn(root, commit(root));
    clear(root);
    const read = await Promise.all(names.map((name) => tree.read(name, 1e6)));
    expect(read.every((bytes, index) => Buffer.compare(bytes, content(index)) === 0)).toBe(true);
  });

  test("a file beyond the limit is refused, and the next one is read", async () => {
    const root = repository({ big: "x".repeat(300_000), small: "y" });
    const tree = await treeIn(root, commit(root));
    clear(root);
    const big = codeOf(() => tree.read("big", 299_999));
    const small = textOf(tree, "small");
    expect([await big, await small]).toEqual(["LIMIT", "y"]);
    expect((await tree.read("big", 300_000)).length).toBe(300_000);
  });

  test("no link leaves the root, none runs in a circle", async () => {
    const root = repository({ "in/a": "x" });
    symlinkSync("../../out", join(root, "in/up"));
    symlinkSync("/etc/passwd", join(root, "in/absolute"));
    symlinkSync("loop", join(root, "in/loop"));
    symlinkSync("nowhere", join(root, "in/dangling"));
    symlinkSync("../in", join(root, "in/self"));
    const tree = await treeIn(root, commit(root));
    expect(await codeOf(() => tree.stat("in/up"))).toBe("OUTSIDE_ROOT");
    expect(await codeOf(() => tree.read("in/absolute", 10))).toBe("OUTSIDE_ROOT");
    expect(await codeOf(() => tree.stat("in/loop"))).toBe("UNREADABLE");
    expect(await tree.stat("in/dangling")).toBeUndefined();
    expect(await textOf(tree, "in/self/self/a")).toBe("x");
    expect(await codeOf(() => tree.read("../x", 10))).toBe("OUTSIDE_ROOT");
  });

  test("what is not there, is a folder, or is none, cannot be read", async () => {
    const root = repository({ "d/a": "x" });
    const tree = await treeIn(root, commit(root));
    expect(await codeOf(() => tree.read("none", 10))).toBe("UNREADABLE");
    expect(await codeOf(() => tree.read("d", 10))).toBe("UNREADABLE");
    expect(await codeOf(() => tree.list("d/a"))).toBe("UNREADABLE");
    expect(await codeOf(() => treeIn(root, "nonsense"))).toBe("UNREADABLE");
    expect(await codeOf(() => treeIn(scratch(), "HEAD"))).toBe("UNREADABLE");
  });

  test("after it is closed nothing waits for an answer", async () => {
    const root = repository({ a: "x" });
    const tree = await treeIn(root, commit(root));
    clear(root);
    await tree.read("a", 10);
    await tree.close();
    expect(await codeOf(() => tree.read("a", 10))).toBe("UNREADABLE");
  });

  test("seen from a folder inside the repository, paths begin there", async () => {
    const root = repository({ "deep/er/a": "x", outside: "y" });
    const tree = await treeIn(join(root, "deep"), commit(root));
    expect(await tree.list("")).toEqual([{ name: "er", kind: "folder" }]);
    expect(await textOf(tree, "er/a")).toBe("x");
  });

  test("a workspace reads the same from it as from the disk", async () => {
    const root = repository({
      "platform/a/blueprint.yaml":
        "kind: Blueprint\nmetadata: {name: bp-a}\nspec: {version: 1.0.0}\n",
      "platform/a/chart/Chart.yaml": "apiVersion: v2\nname: bp-a\nversion: 1.0.0\n",
      "platform/a/chart/values.yaml": "a: 1 # bp-ignore BP106: why\n",
      "platform/draft/README.md": "later",
      "clusters/x/bootstrap-kit/01-a.yaml": "kind: HelmRelease\n",
    });
    const tree = await treeIn(root, commit(root));
    const options = { roots: ["platform"], contents: true };
    const committed = await loadWorkspace(tree, options);
    expect(committed).toEqual(await loadWorkspace(diskTree(root), options));
    clear(root);
    expect(await loadWorkspace(tree, options)).toEqual(committed);
    expect(committed.units).toHaveLength(1);
    expect(committed.marked).toHaveLength(1);
  });
});

describe("what the disk has too is not asked of git", () => {
  test.each(["sha1", "sha256"])("in a repository of %s", async (format) => {
    const root = scratch({ a: "one", "d/b": "two\n" });
    git(root, "init", "-q", "-b", "main", `--object-format=${format}`);
    const tree = await forgotten(root);
    expect([await textOf(tree, "a"), await textOf(tree, "d/b")]).toEqual(["one", "two\n"]);
    expect(await tree.stat("d/b")).toEqual({ kind: "file", size: 4 });
    expect(await codeOf(() => tree.read("a", 2))).toBe("LIMIT");
  });

  test("another content of the same length is", async () => {
    const tree = await forgotten(repository({ a: "one" }));
    expect(await textOf(tree, "a")).toBe("one");
    const changed = repository({ a: "one" });
    const before = await forgotten(changed);
    writeFileSync(join(changed, "a"), "two");
    expect(await codeOf(() => before.read("a", 10))).toBe("UNREADABLE");
  });

  test("nor is what a filter made of it taken for it", async () => {
    const root = repository({ ".gitattributes": "* text eol=crlf\n", a: "x\r\ny\r\n" });
    const tree = await treeIn(root, commit(root));
    expect(await textOf(tree, "a")).toBe("x\ny\n");
  });

  test("a link that leaves the root, put in the place of a file, is not followed", async () => {
    const root = repository({ "in/a": "one" });
    const tree = await treeIn(join(root, "in"), commit(root));
    writeFileSync(join(root, "out"), "one");
    rmSync(join(root, "in/a"));
    symlinkSync("../out", join(root, "in/a"));
    rmSync(join(root, ".git/objects"), { recursive: true });
    expect(await codeOf(() => tree.read("a", 10))).toBe("UNREADABLE");
  });
});

describe("the index", () => {
  test("holds what is staged, not what is on the disk nor what was committed", async () => {
    const root = repository({ a: "committed", gone: "x" });
    commit(root);
    writeFileSync(join(root, "a"), "staged");
    rmSync(join(root, "gone"));
    git(root, "add", "-A");
    writeFileSync(join(root, "a"), "unstaged");
    writeFileSync(join(root, "new"), "untracked");
    const tree = await treeIn(root);
    expect(await textOf(tree, "a")).toBe("staged");
    expect(await tree.list("")).toEqual([{ name: "a", kind: "file" }]);
  });

  test("one in conflict is refused", async () => {
    const root = repository({ a: "base" });
    commit(root);
    git(root, "checkout", "-q", "-b", "other");
    writeFileSync(join(root, "a"), "theirs");
    commit(root);
    git(root, "checkout", "-q", "main");
    writeFileSync(join(root, "a"), "ours");
    commit(root);
    expect(() => git(root, "merge", "-q", "other")).toThrow();
    expect(await codeOf(() => treeIn(root))).toBe("MATERIAL");
  });
});
