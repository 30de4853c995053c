import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import type { MakeArchive } from "../../src/app/package.ts";
import { archiveMaker, packageUnits } from "../../src/app/package.ts";
import { archiveWriter } from "../../src/cli/archive-writer.ts";
import type { PackPool } from "../../src/cli/pack-pool.ts";
import { packPool } from "../../src/cli/pack-pool.ts";
import { spool } from "../../src/cli/spool.ts";
import { digestOf } from "../../src/model/digest.ts";
import { diskTree } from "../../src/workspace/index.ts";
import { sourceOf } from "../app/support/workspace.ts";
import type { Files } from "../support/workspace.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

const program = join(import.meta.dirname, "../../src/cli/pack-worker.ts");
const names = Array.from({ length: 12 }, (_, index) => `u${index}`);
const units: Files = Object.assign({}, ...names.map((name) => unit(`products/${name}`)));

interface Opened {
  readonly pool: PackPool;
  readonly here: MakeArchive;
  readonly out: string;
}

const never: MakeArchive = () => Promise.reject(new Error("made in the pool's own thread"));

/** A pool whose own thread makes nothing: whatever is made, another made. */
function open(root: string, threads: number): Opened {
  const out = temporary();
  const folder = { cwd: out, out: "built" };
  const here = archiveMaker(diskTree(root), { spool, write: archiveWriter(folder) });
  const pool = packPool({ root, folder, program, threads, here: never });
  onTestFinished(() => pool.close());
  return { pool, here, out };
}

test("threads write the archives that this one would write", async () => {
  const { pool, here, out } = open(workspace(units), 2);
  const source = await sourceOf(units);
  const atOnce = 4;
  const made = await packageUnits(source.workspace.units, source, { make: pool.make, atOnce });
  const digests = made.packages.map(({ file, digest }) => {
    expect(digestOf(readFileSync(join(out, file ?? "")))).toBe(digest);
    return digest;
  });
  expect(new Set(digests).size).toBe(names.length);
  expect(made).toEqual(
    await packageUnits(source.workspace.units, source, { make: here, atOnce: 1 }),
  );
});

test("what is refused in a thread is refused with the same words", async () => {
  const files = { ...unit("products/a"), "products/a/chart/.helmignore": "a/**\n" };
  const { pool, here } = open(workspace(files), 1);
  const request = { kind: "chart" as const, folder: "products/a/chart", dependencies: [] };
  const fault = await here(request).catch((error: unknown) => error);
  expect(fault).toMatchObject({ code: "MATERIAL", message: /\*\* is not supported/u });
  await expect(pool.make(request)).rejects.toEqual(fault);
});

test("a bug in a thread is told with its own place", async () => {
  const { pool } = open(workspace(unit("products/a")), 1);
  const request = { kind: "chart" as const, folder: 7 as unknown as string, dependencies: [] };
  await expect(pool.make(request)).rejects.toThrow(/pack-worker|src\/chart/u);
});

test("a thread that ends fails what it was asked, and what it is asked afterwards", async () => {
  const { pool } = open(workspace(unit("products/a")), 1);
  const request = { kind: "chart" as const, folder: "products/a/chart", dependencies: [] };
  const asked = expect(pool.make(request)).rejects.toThrow("a thread that makes archives ended");
  await pool.close();
  await asked;
  await expect(pool.make(request)).rejects.toThrow("a thread that makes archives ended");
});

test("where all threads are busy, this one makes an archive", async () => {
  const root = workspace(unit("products/a"));
  const folder = { cwd: temporary(), out: "." };
  const made = { file: "here", digest: null, size: 0 };
  const pool = packPool({ root, folder, program, threads: 1, here: async () => made });
  onTestFinished(() => pool.close());
  const request = { kind: "chart" as const, folder: "products/a/chart", dependencies: [] };
  const all = await Promise.all(Array.from({ length: pool.atOnce }, () => pool.make(request)));
  expect(all.map(({ file }) => file)).toEqual(["bp-a-1.0.0.tgz", "bp-a-1.0.0.tgz", "here"]);
});
