import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { fetchAll, layoutStore, memoryStore } from "../../../src/oci/index.ts";
import { blob, made, pushMade, pushPiece } from "../artifact.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "bp-mount-"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

const piece = blob("shared");
const fileIn = (name: string): string =>
  join(root, name, "blobs/sha256", piece.descriptor.digest.slice(7));

test("a blob of another layout is the same file here", async () => {
  const [from, to] = [layoutStore(join(root, "from")), layoutStore(join(root, "to"))];
  await pushPiece(from, piece);
  expect(await to.mount(piece.descriptor, from)).toBe(true);
  expect(await to.mount(piece.descriptor, from)).toBe(true);
  expect((await stat(fileIn("to"))).ino).toBe((await stat(fileIn("from"))).ino);
  await rm(fileIn("from"));
  expect(Buffer.from(await fetchAll(to, piece.descriptor)).toString()).toBe("shared");
});

test("what is not there, or in no layout, or a manifest, is not mounted", async () => {
  const [from, to] = [layoutStore(join(root, "from")), layoutStore(join(root, "to"))];
  expect(await to.mount(piece.descriptor, from)).toBe(false);
  const chart = await pushMade(from, made("chart"));
  expect(await to.mount(chart, from)).toBe(false);
  const memory = memoryStore();
  await pushPiece(memory, piece);
  expect(await to.mount(piece.descriptor, memory)).toBe(false);
});

test("a blob that can only be read is taken over, and a tag set on what it is part of", async () => {
  const [from, to] = [layoutStore(join(root, "from")), layoutStore(join(root, "to"))];
  await pushPiece(from, piece);
  await chmod(fileIn("from"), 0o444);
  expect(await to.mount(piece.descriptor, from)).toBe(true);
  const chart = await pushMade(to, made("shared"));
  await to.tag(chart, "1.0.0");
  expect(await to.resolve("1.0.0")).toEqual(chart);
});

test("a damaged blob is not taken over", async () => {
  const [from, to] = [layoutStore(join(root, "from")), layoutStore(join(root, "to"))];
  await pushPiece(from, piece);
  await writeFile(fileIn("from"), "SHARED");
  await expect(to.mount(piece.descriptor, from)).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
  expect(await to.exists(piece.descriptor)).toBe(false);
});
