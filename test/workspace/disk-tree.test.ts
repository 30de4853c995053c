import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { ErrorCode } from "../../src/model/error.ts";
import { isBpError } from "../../src/model/error.ts";
import type { Tree } from "../../src/model/tree.ts";
import { diskTree } from "../../src/workspace/index.ts";
import { scratch } from "./scratch.ts";

async function codeOf(action: () => Promise<unknown>): Promise<ErrorCode | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (isBpError(error)) return error.code;
    throw error;
  }
}

async function collect(tree: Tree, path: string, size: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of tree.open(path, size)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

describe("a tree on disk", () => {
  it("lists sorted by code unit, with kinds, links as such", async () => {
    const root = scratch({ "f/b": "", "f/a": "", "f/B": "", "f/d/x": "" });
    symlinkSync("a", join(root, "f/link"));
    execFileSync("mkfifo", [join(root, "f/pipe")]);
    expect(await diskTree(root).list("f")).toEqual([
      { name: "B", kind: "file" },
      { name: "a", kind: "file" },
      { name: "b", kind: "file" },
      { name: "d", kind: "folder" },
      { name: "link", kind: "link" },
      { name: "pipe", kind: "other" },
    ]);
  });

  it("reads, stats and streams files, through links inside the root too", async () => {
    const root = scratch({ "d/a": "héllo" });
    symlinkSync("d", join(root, "to-d"));
    const tree = diskTree(root);
    expect(Buffer.from(await tree.read("to-d/a", 6)).toString()).toBe("héllo");
    expect(await tree.stat("to-d/a")).toEqual({ kind: "file", size: 6 });
    expect(await tree.stat("to-d")).toEqual({ kind: "folder", size: 0 });
    expect(await tree.stat("")).toEqual({ kind: "folder", size: 0 });
    expect(await tree.resolve("to-d/a")).toBe("d/a");
    expect(await collect(tree, "to-d/a", 6)).toBe("héllo");
  });

  it("says undefined for what is not there, and UNREADABLE where it is to be read", async () => {
    const root = scratch({ a: "" });
    symlinkSync("nowhere", join(root, "dangling"));
    const tree = diskTree(root);
    for (const path of ["b", "a/b", "b/c", "dangling"]) {
      expect(await tree.stat(path)).toBeUndefined();
      expect(await codeOf(() => tree.read(path, 9))).toBe("UNREADABLE");
    }
    expect(await codeOf(() => tree.list("a"))).toBe("UNREADABLE");
    expect(() => diskTree(join(root, "b"))).toThrow("there is no such file");
    expect(() => diskTree(join(root, "a"))).toThrow("it is not a folder");
  });

  it("refuses links that leave the root, and paths that climb", async () => {
    const root = scratch({ "in/x": "", "in-too/y": "secret", "out/y": "secret" });
    symlinkSync("../out", join(root, "in/folder"));
    symlinkSync("../out/y", join(root, "in/file"));
    symlinkSync("../in-too/y", join(root, "in/sibling"));
    const tree = diskTree(join(root, "in"));
    for (const path of [
      "folder/y",
      "file",
      "sibling",
      "../out/y",
      "/etc/hosts",
      "x/../x",
      "./x",
      "a\0",
    ]) {
      expect(await codeOf(() => tree.read(path, 100))).toBe("OUTSIDE_ROOT");
      expect(await codeOf(() => tree.stat(path))).toBe("OUTSIDE_ROOT");
      expect(await codeOf(() => tree.resolve(path))).toBe("OUTSIDE_ROOT");
      expect(await codeOf(() => collect(tree, path, 6))).toBe("OUTSIDE_ROOT");
    }
    expect(await codeOf(() => tree.list("folder"))).toBe("OUTSIDE_ROOT");
    expect(await codeOf(() => tree.list(".."))).toBe("OUTSIDE_ROOT");
  });

  it("refuses a file over the limit before it reads it", async () => {
    const root = scratch({ a: "12345" });
    const tree = diskTree(root);
    expect(await tree.read("a", 5)).toHaveLength(5);
    expect(await codeOf(() => tree.read("a", 4))).toBe("LIMIT");
    writeFileSync(join(root, "huge"), "");
    truncateSync(join(root, "huge"), 2 ** 40);
    expect(await codeOf(() => tree.read("huge", 5 * 2 ** 20))).toBe("LIMIT");
  });

  it("does not wait for a pipe's writer, nor read devices, folders and circles", async () => {
    const root = scratch({ "d/a": "" });
    execFileSync("mkfifo", [join(root, "pipe")]);
    symlinkSync("circle", join(root, "circle"));
    const tree = diskTree(root);
    expect(await codeOf(() => tree.read("pipe", 9))).toBe("UNREADABLE");
    expect(await codeOf(() => tree.read("d", 9))).toBe("UNREADABLE");
    expect(await codeOf(() => tree.read("circle", 9))).toBe("MATERIAL");
    expect(await codeOf(() => tree.stat("circle"))).toBe("MATERIAL");
    expect(await tree.stat("pipe")).toEqual({ kind: "other", size: 0 });
  });

  it.skipIf(process.getuid?.() === 0)("says which file may not be read", async () => {
    const root = scratch({ a: "" });
    mkdirSync(join(root, "d"));
    chmodSync(join(root, "a"), 0);
    await expect(diskTree(root).read("a", 9)).rejects.toThrow("cannot read a: it may not be read");
  });

  it("fails a stream whose file has another size than it was said to have", async () => {
    const tree = diskTree(scratch({ a: "12345" }));
    expect(await codeOf(() => collect(tree, "a", 4))).toBe("UNREADABLE");
    expect(await codeOf(() => collect(tree, "a", 6))).toBe("UNREADABLE");
    expect(await codeOf(() => collect(tree, "b", 6))).toBe("UNREADABLE");
  });
});
