import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { mediaType } from "../../../src/model/media-type.ts";
import { fetchAll, layoutStore } from "../../../src/oci/index.ts";
import { blob, made, pushMade, pushPiece, referrerOf } from "../artifact.ts";

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "bp-layout-"));
  folder = join(root, "repo");
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function indexOf(path: string): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await readFile(join(path, "index.json"), "utf8")) as Record<string, unknown>;
}

describe("layout on the disk", () => {
  test("is what the specification says, and nothing is left over", async () => {
    const store = layoutStore(folder);
    const chart = await pushMade(store, made("chart"));
    const bundle = await pushMade(store, referrerOf(chart, "signature", "x/bundle"));
    await store.tag(chart, "1.0.0");
    expect(await readFile(join(folder, "oci-layout"), "utf8")).toBe(
      '{"imageLayoutVersion":"1.0.0"}',
    );
    expect(await indexOf(folder)).toEqual({
      schemaVersion: 2,
      mediaType: mediaType.index,
      manifests: [
        { ...chart, annotations: { "org.opencontainers.image.ref.name": "1.0.0" } },
        { ...bundle, artifactType: "x/bundle", annotations: { kind: "signature" } },
      ],
    });
    expect((await readdir(folder)).sort()).toEqual([".tmp", "blobs", "index.json", "oci-layout"]);
    expect(await readdir(join(folder, ".tmp"))).toEqual([]);
    expect(await readdir(join(folder, "blobs/sha256"))).toHaveLength(5);
  });

  test("two stores over one folder see each other's changes", async () => {
    const [one, two] = [layoutStore(folder), layoutStore(folder)];
    const first = await pushMade(one, made("first"));
    await one.tag(first, "1.0.0");
    expect(await two.resolve("1.0.0")).toEqual(first);
    const second = await pushMade(two, made("second"));
    await two.tag(second, "2.0.0");
    expect(await one.tags()).toEqual(["1.0.0", "2.0.0"]);
  });

  test("a blob file of another size counts as missing and is written again", async () => {
    const store = layoutStore(folder);
    const piece = blob("content");
    await pushPiece(store, piece);
    const file = join(folder, "blobs/sha256", piece.descriptor.digest.slice(7));
    await writeFile(file, "cont");
    expect(await store.exists(piece.descriptor)).toBe(false);
    await pushPiece(store, piece);
    expect(await readFile(file, "utf8")).toBe("content");
  });

  test("changed bytes are noticed when they are read", async () => {
    const store = layoutStore(folder);
    const chart = made("chart");
    await pushMade(store, chart);
    for (const { descriptor } of [chart.layer, chart.manifest]) {
      const file = join(folder, "blobs/sha256", descriptor.digest.slice(7));
      const bytes = await readFile(file);
      bytes.writeUInt8(bytes.readUInt8(3) ^ 1, 3);
      await writeFile(file, bytes);
      await expect(fetchAll(store, descriptor)).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
    }
  });

  test("a manifest whose bytes came but whose entry did not is listed by the next push", async () => {
    const artifact = made("chart");
    const whole = join(root, "whole");
    await pushMade(layoutStore(whole), artifact);
    await cp(whole, folder, { recursive: true });
    await rm(join(folder, "index.json"));
    const store = layoutStore(folder);
    expect(await store.exists(artifact.manifest.descriptor)).toBe(false);
    await pushPiece(store, artifact.manifest);
    expect(await store.resolve(artifact.manifest.descriptor.digest)).toEqual(
      artifact.manifest.descriptor,
    );
  });

  test("manifests inside a listed index are found by digest", async () => {
    const store = layoutStore(folder);
    const child = made("child");
    await pushMade(store, child);
    const value = {
      schemaVersion: 2,
      mediaType: mediaType.index,
      manifests: [child.manifest.descriptor],
    };
    const index = blob(JSON.stringify(value), mediaType.index);
    await pushPiece(store, index);
    const file = join(folder, "index.json");
    await writeFile(file, JSON.stringify({ schemaVersion: 2, manifests: [index.descriptor] }));
    expect(await store.resolve(child.manifest.descriptor.digest)).toEqual(
      child.manifest.descriptor,
    );
  });
});

describe("faults on the disk", () => {
  test("a broken index is said, not overwritten", async () => {
    await mkdir(folder);
    await writeFile(join(folder, "index.json"), "{");
    const store = layoutStore(folder);
    await expect(store.tags()).rejects.toMatchObject({ code: "UNREADABLE" });
    await expect(pushMade(store, made("x"))).rejects.toMatchObject({ code: "UNREADABLE" });
    expect(await readFile(join(folder, "index.json"), "utf8")).toBe("{");
  });

  test("links that leave the root are refused, links within are followed", async () => {
    const outside = join(root, "outside");
    const artifact = made("chart");
    await pushMade(layoutStore(outside), artifact);
    const { descriptor, bytes } = artifact.layer;
    const name = join("blobs/sha256", descriptor.digest.slice(7));
    const inside = layoutStore(folder);
    await pushMade(inside, artifact);
    await rm(join(folder, name));
    await symlink(join(outside, name), join(folder, name));
    await expect(inside.exists(descriptor)).rejects.toMatchObject({ code: "OUTSIDE_ROOT" });
    await expect(inside.fetch(descriptor)).rejects.toMatchObject({ code: "OUTSIDE_ROOT" });
    const wide = layoutStore(folder, { root });
    expect(Buffer.from(await fetchAll(wide, descriptor)).toString()).toBe(
      Buffer.from(bytes).toString(),
    );
  });

  test.each(["repository", "blobs"])("nothing is written through a linked %s", async (kind) => {
    const [served, outside] = [join(root, "served"), join(root, "outside")];
    await mkdir(join(outside, "sha256"), { recursive: true });
    await mkdir(served);
    const target = join(served, "repo");
    if (kind === "repository") await symlink(outside, target);
    else {
      await mkdir(target);
      await symlink(outside, join(target, "blobs"));
    }
    const store = layoutStore(target, { root: served });
    await expect(pushPiece(store, blob("x"))).rejects.toMatchObject({ code: "OUTSIDE_ROOT" });
    expect(await readdir(outside)).toEqual(["sha256"]);
    expect(await readdir(join(outside, "sha256"))).toEqual([]);
  });

  test("a file in the way is said with a remedy", async () => {
    await writeFile(folder, "a file");
    const store = layoutStore(folder);
    await expect(pushPiece(store, blob("x"))).rejects.toMatchObject({ code: "UNREADABLE" });
    await expect(store.resolve("1.0.0")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test.skipIf(process.getuid?.() === 0)(
    "a folder one may not write is said with a remedy",
    async () => {
      await mkdir(folder);
      await chmod(folder, 0o500);
      const push = pushPiece(layoutStore(folder), blob("x"));
      await expect(push).rejects.toMatchObject({ code: "UNREADABLE", details: { code: "EACCES" } });
    },
  );
});
