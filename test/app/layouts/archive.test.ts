import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { openArchive } from "../../../src/app/layouts/archive.ts";
import { packLayouts } from "../../../src/app/layouts/pack.ts";
import { checkClosure, copy, layoutStore } from "../../../src/oci/index.ts";
import { collect } from "../../archive/support/bytes.ts";
import { made, pushMade, referrerOf } from "../../oci/artifact.ts";
import { temporary } from "../../support/workspace.ts";

/** Two repositories that share a layer, one of them signed. */
async function layouts(order: readonly string[] = ["one", "deep/two"]): Promise<string> {
  const folder = temporary();
  for (const name of order) {
    const store = layoutStore(join(folder, name), { root: folder });
    const chart = await pushMade(store, made("shared layer", { annotations: { name } }));
    await pushMade(store, referrerOf(chart, `signature of ${name}`, "x/bundle"));
    await store.tag(chart, "1.0.0");
  }
  return folder;
}

async function packed(folder: string): Promise<string> {
  const file = join(temporary(), "x.tar");
  writeFileSync(file, await collect(packLayouts(folder)));
  return file;
}

describe("layouts in a tar", () => {
  test("the same bytes, in whatever order they were written", async () => {
    const [one, two] = [await layouts(), await layouts(["deep/two", "one"])];
    const bytes = readFileSync(await packed(one));
    expect(Buffer.compare(bytes, readFileSync(await packed(two)))).toBe(0);
    expect(bytes.toString("latin1").split("shared layer")).toHaveLength(2);
  });

  test("are read as those in the folder are", async () => {
    const folder = await layouts();
    const archive = await openArchive(await packed(folder));
    expect(archive.repositories).toEqual(["deep/two", "one"]);
    for (const name of archive.repositories) {
      const [here, there] = [archive.open(name), layoutStore(join(folder, name))];
      const chart = await here.resolve("1.0.0");
      expect(chart).toEqual(await there.resolve("1.0.0"));
      expect(await here.tags()).toEqual(["1.0.0"]);
      expect(await here.referrers(chart)).toEqual(await there.referrers(chart));
      expect((await checkClosure(here, "1.0.0")).contents).toHaveLength(5);
      const target = layoutStore(join(temporary(), "copy"));
      await copy(here, target, "1.0.0", { referrers: true });
      await checkClosure(target, "1.0.0");
      await expect(here.resolve("2.0.0")).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await archive.close();
  });

  test("unpacked by tar they are the folder again", async () => {
    const folder = await layouts();
    const [file, out] = [await packed(folder), temporary()];
    expect(spawnSync("tar", ["-xf", file, "-C", out]).status).toBe(0);
    await checkClosure(layoutStore(join(out, "deep/two")), "1.0.0");
    expect(existsSync(join(out, "one/.tmp"))).toBe(false);
  });

  test("a blob that is not genuine is not packed", async () => {
    const folder = await layouts();
    const { digest } = made("shared layer").layer.descriptor;
    for (const name of ["one", "deep/two"])
      writeFileSync(join(folder, name, "blobs/sha256", digest.slice(7)), "SHARED LAYER");
    await expect(packed(folder)).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
  });

  test("one at the top of a tar, as other programs write it", async () => {
    const folder = await layouts();
    const file = join(temporary(), "x.tar");
    spawnSync("tar", ["-cf", file, "-C", join(folder, "one"), "."]);
    const archive = await openArchive(file);
    expect(archive.repositories).toEqual([""]);
    await checkClosure(archive.open(""), "1.0.0");
    await archive.close();
  });

  test("what is no tar, is compressed, or is not there is said", async () => {
    const file = join(temporary(), "x.tar");
    await expect(openArchive(file)).rejects.toMatchObject({ code: "UNREADABLE" });
    writeFileSync(file, "no tar at all ".repeat(100));
    await expect(openArchive(file)).rejects.toMatchObject({ code: "BAD_ARCHIVE" });
    writeFileSync(file, gzipSync(readFileSync(await packed(await layouts()))));
    await expect(openArchive(file)).rejects.toThrow(/is compressed/u);
    await expect(openArchive(temporary())).rejects.toMatchObject({ code: "UNREADABLE" });
  });
});
