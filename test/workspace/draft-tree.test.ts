import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { diskTree, DraftTree } from "../../src/workspace/index.ts";
import { workspace } from "../support/workspace.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(tree: DraftTree, path: string): Promise<string> {
  return new TextDecoder().decode(await tree.read(path, 1000));
}

test("what is written is read, measured and streamed, and the disk stays as it was", async () => {
  const root = workspace({ "a/x.yaml": "old", "b.yaml": "other" });
  const draft = new DraftTree(diskTree(root));
  await draft.write("a/x.yaml", bytes("newer"), 1000);
  expect(await read(draft, "a/x.yaml")).toBe("newer");
  expect(await draft.stat("a/x.yaml")).toEqual({ kind: "file", size: 5 });
  expect(await draft.stat("a")).toEqual({ kind: "folder", size: 0 });
  expect(await draft.stat("c.yaml")).toBe(undefined);
  const parts: Uint8Array[] = [];
  for await (const part of draft.open("a/x.yaml", 5)) parts.push(part);
  expect(Buffer.concat(parts).toString()).toBe("newer");
  expect(await read(draft, "b.yaml")).toBe("other");
  expect((await draft.list("a")).map(({ name }) => name)).toEqual(["x.yaml"]);
  expect(Buffer.from(await diskTree(root).read("a/x.yaml", 9)).toString()).toBe("old");
  expect([...draft.rewritten()]).toEqual([
    ["a/x.yaml", { before: Buffer.from("old"), after: bytes("newer") }],
  ]);
});

test("a text that was read stays what it was, whatever happens below", async () => {
  const root = workspace({ "x.yaml": "old" });
  const draft = new DraftTree(diskTree(root));
  expect(await read(draft, "x.yaml")).toBe("old");
  writeFileSync(join(root, "x.yaml"), "somebody else's");
  expect(await read(draft, "x.yaml")).toBe("old");
  expect(await draft.stat("x.yaml")).toEqual({ kind: "file", size: 3 });
  await draft.write("x.yaml", bytes("new"), 1000);
  expect([...draft.rewritten().values()].map(({ before }) => String(before))).toEqual(["old"]);
});

test("a link and its file are one, and what is written back is no change", async () => {
  const root = workspace({ "x.yaml": "old" });
  symlinkSync("x.yaml", join(root, "link.yaml"));
  const draft = new DraftTree(diskTree(root));
  await draft.write("link.yaml", bytes("new"), 1000);
  expect(await read(draft, "x.yaml")).toBe("new");
  expect([...draft.rewritten().keys()]).toEqual(["x.yaml"]);
  await draft.write("x.yaml", bytes("old"), 1000);
  expect([...draft.rewritten()]).toEqual([]);
});

test("a file that is not there is created, in a folder that is not there too", async () => {
  const root = workspace({ "a/x.yaml": "old" });
  symlinkSync("a", join(root, "link"));
  const draft = new DraftTree(diskTree(root));
  await draft.write("a/b/c/y.yaml", bytes("one"), 1000);
  await draft.write("link/w.yaml", bytes("two"), 1000);
  await draft.write("a/b/c/y.yaml", bytes("three"), 1000);
  expect(await read(draft, "a/b/c/y.yaml")).toBe("three");
  expect(await draft.list("a")).toEqual([
    { name: "b", kind: "folder" },
    { name: "w.yaml", kind: "file" },
    { name: "x.yaml", kind: "file" },
  ]);
  expect(await draft.list("a/b")).toEqual([{ name: "c", kind: "folder" }]);
  expect(await draft.stat("a/b")).toEqual({ kind: "folder", size: 0 });
  expect(await draft.stat("a/b/c/y.yaml")).toEqual({ kind: "file", size: 5 });
  expect(await draft.stat("a/bb")).toBe(undefined);
  expect(await draft.resolve("a/w.yaml")).toBe("a/w.yaml");
  expect([...draft.rewritten()]).toEqual([
    ["a/b/c/y.yaml", { before: undefined, after: bytes("three") }],
    ["a/w.yaml", { before: undefined, after: bytes("two") }],
  ]);
});
