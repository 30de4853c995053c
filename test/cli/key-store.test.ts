import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { keyStore } from "../../src/cli/key-store.ts";
import { readText } from "../../src/cli/read-text.ts";
import { temporary, workspace } from "../support/workspace.ts";

test("writes a new file with its mode, and nothing beside it", async () => {
  const folder = temporary();
  const keys = keyStore(folder, {});
  expect(await keys.create("a/b/dev.key", "secret", 0o600)).toBe(true);
  expect(await keys.read("a/b/dev.key")).toBe("secret");
  expect(statSync(join(folder, "a/b/dev.key")).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, "a/b"))).toEqual(["dev.key"]);
});

test("never replaces a file", async () => {
  const folder = workspace({ "dev.key": "mine" });
  expect(await keyStore(folder, {}).create("dev.key", "other", 0o600)).toBe(false);
  expect(readFileSync(join(folder, "dev.key"), "utf8")).toBe("mine");
  expect(readdirSync(folder)).toEqual(["dev.key"]);
});

test("of many writers at once exactly one wins, with its whole text", async () => {
  const folder = temporary();
  const keys = keyStore(folder, {});
  const texts = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(1000));
  const won = await Promise.all(texts.map((text) => keys.create("dev.key", text, 0o600)));
  expect(won.filter(Boolean)).toHaveLength(1);
  expect(await keys.read("dev.key")).toBe(texts[won.indexOf(true)]);
});

test("tells what is not there from what cannot be read", async () => {
  const folder = workspace({ file: "x", "folder/x": "" });
  const keys = keyStore(folder, {});
  expect(await keys.read("none.key")).toBeUndefined();
  expect(await keys.read("file/none.key")).toBeUndefined();
  await expect(keys.read("folder")).rejects.toMatchObject({ code: "UNREADABLE" });
  await expect(keys.create("file/a.key", "x", 0o600)).rejects.toMatchObject({
    code: "UNREADABLE",
  });
});

test("refuses what is too large to be a key, and what never ends", async () => {
  const keys = keyStore(workspace({ "big.key": "x".repeat(64 * 1024 + 1) }), {});
  await expect(keys.read("big.key")).rejects.toThrow(/is larger than 65536 bytes$/u);
  await expect(keys.read("/dev/zero")).rejects.toThrow("/dev/zero is larger than 65536 bytes");
});

test("reads a text of just the limit", async () => {
  const folder = workspace({ "a.txt": "é".repeat(50), "empty.txt": "" });
  expect(await readText(join(folder, "a.txt"), 100)).toBe("é".repeat(50));
  expect(await readText(join(folder, "empty.txt"), 0)).toBe("");
  await expect(readText(join(folder, "a.txt"), 99)).rejects.toMatchObject({ code: "UNREADABLE" });
});
