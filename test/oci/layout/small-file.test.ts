import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { platform } from "node:process";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { layoutStore } from "../../../src/oci/index.ts";
import { readSmall, smallSize, writeSmall } from "../../../src/oci/layout/small-file.ts";
import { temporaryPath } from "../../../src/oci/layout/temporary.ts";
import { blob, pushPiece } from "../artifact.ts";

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bp-small-"));
  path = join(folder, "file");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe("what is read at once", () => {
  test.each([0, 1, smallSize])("%i bytes", async (size) => {
    await writeFile(path, Buffer.alloc(size, 7));
    expect(readSmall(path)).toEqual(Buffer.alloc(size, 7));
  });

  test("a larger file gives its size, what is no file nothing", async () => {
    await writeFile(path, Buffer.alloc(smallSize + 1));
    expect(readSmall(path)).toBe(smallSize + 1);
    await symlink(path, join(folder, "link"));
    for (const name of ["absent", "link", ".", "file/below"])
      expect(readSmall(join(folder, name))).toBeUndefined();
  });

  test.skipIf(platform === "win32")(
    "nobody waits at a pipe that lies in a blob's place",
    async () => {
      const store = layoutStore(folder);
      const piece = blob("content");
      await pushPiece(store, piece);
      const place = join(folder, "blobs/sha256", piece.descriptor.digest.slice(7));
      await rm(place);
      execFileSync("mkfifo", [place]);
      await expect(store.fetch(piece.descriptor)).rejects.toMatchObject({ code: "NOT_FOUND" });
    },
  );
});

describe("what is written at once", () => {
  test("stands in its place, and nothing beside it", async () => {
    writeSmall(folder, path, Buffer.from("new"));
    writeSmall(folder, path, Buffer.from("newer"));
    expect(await readFile(path, "utf8")).toBe("newer");
    expect(await readdir(join(folder, ".tmp"))).toEqual([]);
  });

  test("what another left under the next name stays", async () => {
    const before = temporaryPath(folder);
    const dot = before.lastIndexOf(".") + 1;
    const next = `${before.slice(0, dot)}${Number(before.slice(dot)) + 1}`;
    await mkdir(join(folder, ".tmp"));
    await writeFile(next, "another's");
    writeSmall(folder, path, Buffer.from("new"));
    expect(await readFile(path, "utf8")).toBe("new");
    expect(await readFile(next, "utf8")).toBe("another's");
  });

  test("leaves nothing where it cannot have its place", async () => {
    await mkdir(join(folder, "taken/by"), { recursive: true });
    expect(() => writeSmall(folder, join(folder, "taken"), Buffer.from("new"))).toThrow();
    expect(await readdir(join(folder, ".tmp"))).toEqual([]);
    expect(existsSync(join(folder, "taken/by"))).toBe(true);
  });
});
