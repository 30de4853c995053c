import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { ArchiveEntry, ArchiveLink, TarFile } from "../../src/archive/index.ts";
import { entryOf, indexTar, packTar } from "../../src/archive/index.ts";
import { tarHeader } from "../../src/archive/tar-header.ts";
import type { RandomAccess } from "../../src/model/ports.ts";
import { temporary } from "../support/workspace.ts";
import { collect } from "./support/bytes.ts";
import { tarOf } from "./support/tar.ts";

/** Notes how many bytes were read. */
function atHand(
  bytes: Uint8Array,
): RandomAccess & { readonly read: RandomAccess["read"]; count: number } {
  const access = {
    size: bytes.length,
    count: 0,
    read: async (start: number, end: number) => {
      const piece = bytes.subarray(start, end);
      access.count += piece.length;
      return piece;
    },
  };
  return access;
}

async function* each(entries: readonly (ArchiveEntry | ArchiveLink)[]) {
  yield* entries;
}

async function textOf(file: TarFile | undefined, start?: number, end?: number): Promise<string> {
  return file === undefined ? "absent" : (await collect(file.open(start, end))).toString();
}

const long = `registry/${"deep/".repeat(40)}blobs/sha256/${"a".repeat(64)}`;

test("what is packed is found again: by path, by another name, and in part", async () => {
  const entries = [
    entryOf("a/index.json", Buffer.from("{}")),
    entryOf(long, Buffer.from("0123456789")),
    { path: "b/copy", linkTo: long },
    entryOf("z", Buffer.alloc(0)),
  ];
  const tar = await collect(packTar(each(entries)));
  expect(Buffer.compare(tar, await collect(packTar(each(entries))))).toBe(0);
  const files = await indexTar(atHand(tar), "x.tar");
  expect([...files.keys()]).toEqual(["a/index.json", long, "b/copy", "z"]);
  for (const path of [long, "b/copy"]) {
    const file = files.get(path);
    expect(file?.size).toBe(10);
    expect(await textOf(file)).toBe("0123456789");
    expect(await textOf(file, 3, 5)).toBe("34");
    expect(await textOf(file, 8, 50)).toBe("89");
  }
});

test("bodies are passed over, not read", async () => {
  const bodies = [1, 2, 3].map((n) => entryOf(`blob-${n}`, Buffer.alloc(1_000_000, n)));
  const access = atHand(await collect(packTar(each(bodies))));
  expect((await indexTar(access, "x.tar")).size).toBe(3);
  expect(access.count).toBeLessThan(100_000);
});

test("a file of ten gigabytes has its size in a pax header", async () => {
  const size = 10_000_000_000;
  const header = tarHeader("large", size);
  const end = header.length + Math.ceil(size / 512) * 512 + 1024;
  const read = async (start: number, stop: number): Promise<Uint8Array> => {
    const bytes = Buffer.alloc(stop - start);
    if (start < header.length) bytes.set(header.subarray(start, stop));
    return bytes;
  };
  const files = await indexTar({ size: end, read }, "x.tar");
  expect(files.get("large")?.size).toBe(size);
});

const noTar = spawnSync("tar", ["--version"]).status !== 0;

test.skipIf(noTar)("tar unpacks what is packed here, links as links", async () => {
  const folder = temporary();
  const entries = [entryOf(long, Buffer.from("shared")), { path: "b/copy", linkTo: long }];
  writeFileSync(join(folder, "x.tar"), await collect(packTar(each(entries))));
  expect(spawnSync("tar", ["-xf", "x.tar"], { cwd: folder }).status).toBe(0);
  expect(readFileSync(join(folder, "b/copy"), "utf8")).toBe("shared");
  expect(statSync(join(folder, "b/copy")).ino).toBe(statSync(join(folder, long)).ino);
});

test.skipIf(noTar)("what tar packs is found here, in each of its formats", async () => {
  const folder = temporary();
  mkdirSync(join(folder, "x", long, ".."), { recursive: true });
  writeFileSync(join(folder, "x", long), "content");
  for (const format of ["gnu", "posix", "pax"]) {
    const made = spawnSync("tar", [`--format=${format}`, "-cf", "x.tar", "-C", "x", "."], {
      cwd: folder,
    });
    expect(made.status).toBe(0);
    const files = await indexTar(atHand(readFileSync(join(folder, "x.tar"))), "x.tar");
    expect(await textOf(files.get(long))).toBe("content");
  }
});

test.each([
  ["a path that climbs", [{ name: "../x", body: "1" }]],
  ["an absolute path", [{ name: "/x", body: "1" }]],
  ["a symbolic link", [{ name: "x", type: "2", link: "y" }]],
  ["a device", [{ name: "x", type: "3" }]],
  ["a link forward", [{ name: "x", type: "1", link: "y" }, { name: "y" }]],
  ["two files of one name", [{ name: "x" }, { name: "./x" }]],
  ["a body that is cut", [{ name: "x", body: "1", size: 100_000 }]],
])("%s is refused", async (_, parts) => {
  await expect(indexTar(atHand(tarOf(parts)), "x.tar")).rejects.toMatchObject({
    code: "BAD_ARCHIVE",
    message: expect.stringContaining("x.tar"),
  });
});
