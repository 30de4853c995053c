import { createHash } from "node:crypto";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { expect, test } from "vitest";

import { readTarGz } from "../../src/archive/index.ts";
import { spool } from "../../src/cli/spool.ts";
import type { PackagedManifests } from "../../src/kustomize/index.ts";
import { inspectManifests, packageManifests } from "../../src/kustomize/index.ts";
import { diskTree } from "../../src/workspace/index.ts";
import { collect } from "../archive/support/bytes.ts";
import { folderOf } from "../chart/support/folder.ts";
import { manifestFiles } from "../support/kustomize.ts";
import type { Files } from "../support/workspace.ts";

function under(folder: string, files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]),
  );
}

function sha256(of: Uint8Array): string {
  return `sha256:${createHash("sha256").update(of).digest("hex")}`;
}

function pack(root: string): Promise<PackagedManifests> {
  return packageManifests(diskTree(root), "m", spool);
}

async function entries({ content }: PackagedManifests): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const entry of readTarGz(content.open(), { name: "m", flat: true }))
    paths.push(entry.path);
  return paths;
}

test("base and overlays at the top, sorted, the same bytes wherever they lie", async () => {
  const [one, two] = await Promise.all([
    pack(folderOf(under("m", manifestFiles()))),
    pack(folderOf(Object.fromEntries(Object.entries(under("m", manifestFiles())).toReversed()))),
  ]);
  expect(await entries(one)).toEqual([
    "base/guard.yaml",
    "base/kustomization.yaml",
    "base/rules.txt",
    "overlays/prod/kustomization.yaml",
    "overlays/prod/replicas.yaml",
  ]);
  expect([...one.files.keys()]).toEqual(await entries(one));
  expect(two.digest).toBe(one.digest);
  const bytes = await collect(one.content.open());
  expect(one.size).toBe(bytes.byteLength);
  expect(one.digest).toBe(sha256(bytes));
  expect(one.unpackedDigest).toBe(sha256(gunzipSync(bytes)));
});

test("what Flux would take out is not packed, and says so nowhere else", async () => {
  const more = {
    "m/base/logo.png": "x",
    "m/base/.sourceignore": "*.md\n",
    "m/base/a.md": "",
    "m/a.md": "",
    "m/.git/config": "",
    "m/base/.gitignore": "",
  };
  const packed = await pack(folderOf({ ...under("m", manifestFiles()), ...more }));
  const added = (await entries(packed)).filter((path) => !(path in manifestFiles()));
  expect(added).toEqual(["a.md", "base/.sourceignore", "base/logo.png"]);
});

test("a link inside is followed, one that leaves manifests/ is refused", async () => {
  const root = folderOf({ ...under("m", manifestFiles()), secret: "x" });
  symlinkSync("rules.txt", join(root, "m/base/copy.txt"));
  expect(await entries(await pack(root))).toContain("base/copy.txt");
  symlinkSync("../../secret", join(root, "m/base/out.txt"));
  await expect(pack(root)).rejects.toMatchObject({
    code: "OUTSIDE_ROOT",
    message: "m/base/out.txt is a link that leaves manifests/: it leads to secret",
    hint: "copy the file into the package, or list the link in .sourceignore",
  });
});

test("no base, nothing to publish", async () => {
  await expect(pack(folderOf({ "m/overlays/a/kustomization.yaml": "" }))).rejects.toMatchObject({
    code: "MATERIAL",
    message: "m/base holds no kustomization.yaml",
  });
});

test("too large a file is refused before it is read", async () => {
  const large = { "m/base/large.txt": Buffer.alloc(5 * 1024 * 1024 + 1) };
  await expect(pack(folderOf({ ...under("m", manifestFiles()), ...large }))).rejects.toMatchObject({
    code: "LIMIT",
    message: "m/base/large.txt has 5242881 bytes, the limit for a file is 5242880",
  });
});

test("the images of base and overlays, each with what made it so", async () => {
  const { images } = await pack(folderOf(under("m", manifestFiles())));
  expect(images.map(({ reference, foundIn }) => [reference, foundIn])).toEqual([
    ["ghcr.io/acme/guard:1.0.0", ["base/guard.yaml:11"]],
    [
      "ghcr.io/acme/guard:1.0.1",
      ["base/guard.yaml:11", "overlays/prod/kustomization.yaml#images/0"],
    ],
  ]);
});

test("a package that is read back names its overlays, or what it lacks", async () => {
  const whole = await pack(folderOf(under("m", manifestFiles())));
  await expect(inspectManifests(whole.content.open(), "m")).resolves.toEqual({
    overlays: ["prod"],
    files: 5,
  });
  const { "overlays/prod/replicas.yaml": _gone, ...files } = manifestFiles();
  const torn = await pack(folderOf(under("m", files)));
  await expect(inspectManifests(torn.content.open(), "m")).rejects.toMatchObject({
    code: "MATERIAL",
    message: "overlays/prod/kustomization.yaml names replicas.yaml, which is not in it",
  });
});
