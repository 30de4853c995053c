import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { bytesContent } from "../../src/oci/index.ts";
import { diskCache } from "../../src/repository/index.ts";
import { madeOf } from "../support/upstream.ts";
import { temporary } from "../support/workspace.ts";

const { archive, sha256 } = madeOf("a", "1.0.0", Buffer.from("an archive"));
const check = async (): Promise<void> => undefined;

test("damaged bytes are not given, and make room for good ones", async () => {
  const folder = join(temporary(), "cache");
  const cache = diskCache(folder);
  expect(await cache.archive(sha256)).toBeUndefined();
  const bytes = bytesContent(archive);
  expect((await cache.keep(bytes.open(), 100, check)).sha256).toBe(sha256);
  expect((await cache.archive(sha256))?.size).toBe(archive.length);
  expect(statSync(join(folder, "sha256")).mode & 0o077).toBe(0);
  writeFileSync(join(folder, "sha256", sha256), "an archivf");
  expect(await cache.archive(sha256)).toBeUndefined();
  await cache.keep(bytes.open(), 100, check);
  expect(await cache.archive(sha256)).toBeDefined();
  expect(readdirSync(join(folder, "new"))).toEqual([]);
});

test("a note that is damaged is none", async () => {
  const folder = join(temporary(), "cache");
  const cache = diskCache(folder);
  await cache.setNote("https://x.example/../..", "text\nand more");
  expect(await cache.note("https://x.example/../..")).toBe("text\nand more");
  const [file = ""] = readdirSync(join(folder, "notes"));
  expect(file).toMatch(/^[0-9a-f]{64}$/u);
  writeFileSync(join(folder, "notes", file), "0000\ntext\nand more");
  expect(await cache.note("https://x.example/../..")).toBeUndefined();
});

test("what cannot be written says where the cache is", async () => {
  const folder = join(temporary(), "cache");
  mkdirSync(folder);
  writeFileSync(join(folder, "new"), "a file in the way");
  const kept = diskCache(folder).keep(bytesContent(archive).open(), 100, check);
  await expect(kept).rejects.toMatchObject({ code: "UNREADABLE" });
});
