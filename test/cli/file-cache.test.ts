import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { fileCache } from "../../src/cli/file-cache.ts";
import { temporary } from "../support/workspace.ts";

const now = (): Date => new Date("2026-01-31T00:00:00Z");
const day = 24 * 60 * 60;

function filesOf(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name));
}

test("gives back what was put in, by its key alone", async () => {
  const cache = fileCache(join(temporary(), "deep/er"), now);
  await cache.put("a", Buffer.from("one"));
  await cache.put("b", Buffer.from(""));
  expect(Buffer.from((await cache.get("a")) ?? []).toString()).toBe("one");
  expect(await cache.get("b")).toHaveLength(0);
  expect(await cache.get("c")).toBe(undefined);
});

test("what was cut short or changed is not there", async () => {
  const folder = temporary();
  const cache = fileCache(folder, now);
  await cache.put("a", Buffer.from("some text"));
  const [file = ""] = filesOf(folder);
  writeFileSync(file, readFileSync(file).subarray(0, -1));
  expect(await cache.get("a")).toBe(undefined);
  writeFileSync(file, "");
  expect(await cache.get("a")).toBe(undefined);
});

test("only its owner can read it", async () => {
  const folder = join(temporary(), "cache");
  await fileCache(folder, now).put("a", Buffer.from("secret"));
  expect(statSync(folder).mode & 0o077).toBe(0);
  for (const file of filesOf(folder)) expect(statSync(file).mode & 0o077).toBe(0);
});

test("what nobody asked for in a month goes when something comes", async () => {
  const folder = temporary();
  const cache = fileCache(folder, now);
  for (const key of ["old", "used", "new"]) await cache.put(key, Buffer.from(key));
  const before = now().getTime() / 1000 - 31 * day;
  for (const file of filesOf(folder)) utimesSync(file, before, before);
  await cache.get("used");
  await fileCache(folder, now).put("new", Buffer.from("new"));
  expect(await cache.get("old")).toBe(undefined);
  expect(await cache.get("used")).toHaveLength(4);
  expect(await cache.get("new")).toHaveLength(3);
});

test("a folder that cannot be written keeps nothing, and fails nobody", async () => {
  const file = join(temporary(), "file");
  writeFileSync(file, "");
  for (const cache of [fileCache(join(file, "below"), now), fileCache(undefined, now)]) {
    await cache.put("a", Buffer.from("a"));
    expect(await cache.get("a")).toBe(undefined);
  }
});
