import { chmodSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { expect, test } from "vitest";

import { folderArchive } from "../../src/app/folder-archive.ts";
import { readTarGz } from "../../src/archive/index.ts";
import { digestOf } from "../../src/model/digest.ts";
import { diskTree } from "../../src/workspace/index.ts";
import { workspace } from "../support/workspace.ts";

const files = {
  "platform/x/compositions/b.yaml": "kind: B\n",
  "platform/x/compositions/aws/a.yaml": "kind: A\n",
  "platform/x/compositions/.drafts/c.yaml": "kind: C\n",
  "platform/x/compositions/.b.yaml.swp": "left by an editor",
};

const archiveIn = (root: string) => folderArchive(diskTree(root), "platform/x/compositions");

test("holds the folder's files under its name, sorted, without what begins with a dot", async () => {
  const made = await archiveIn(workspace(files));
  if (made === undefined) throw new Error("nothing was packed");
  const paths: string[] = [];
  for await (const { path } of readTarGz(chunk(made.bytes), { name: "test" })) paths.push(path);
  expect(paths).toEqual(["aws/a.yaml", "b.yaml"]);
  expect(made.entries.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
    ["compositions/aws/a.yaml", "kind: A\n"],
    ["compositions/b.yaml", "kind: B\n"],
  ]);
  expect(made.content).toEqual({ digest: digestOf(made.bytes), size: made.bytes.byteLength });
  expect(made.unpackedDigest).toBe(digestOf(gunzipSync(made.bytes)));
});

test("time and mode change no byte, content does", async () => {
  const [one, two] = [workspace(files), workspace(files)];
  const file = join(two, "platform/x/compositions/b.yaml");
  chmodSync(file, 0o755);
  utimesSync(file, 1, 1);
  expect((await archiveIn(two))?.bytes).toEqual((await archiveIn(one))?.bytes);
  const other = workspace({ ...files, "platform/x/compositions/b.yaml": "kind: Other\n" });
  expect((await archiveIn(other))?.content).not.toEqual((await archiveIn(one))?.content);
});

test("is none where the folder is not there, or holds nothing to publish", async () => {
  expect(await archiveIn(workspace({ "platform/x/blueprint.yaml": "" }))).toBeUndefined();
  expect(await archiveIn(workspace({ "platform/x/compositions/.gitkeep": "" }))).toBeUndefined();
});

test("refuses a link", async () => {
  const root = workspace(files);
  symlinkSync("b.yaml", join(root, "platform/x/compositions/link.yaml"));
  await expect(archiveIn(root)).rejects.toThrow(
    "platform/x/compositions/link.yaml cannot be published: a link",
  );
});

test("refuses a file and a folder that no cluster would take", async () => {
  const large = workspace({ "platform/x/compositions/a.yaml": Buffer.alloc(5 * 1024 * 1024 + 1) });
  await expect(archiveIn(large)).rejects.toMatchObject({ code: "LIMIT" });
  const half = Buffer.alloc(5 * 1024 * 1024);
  const many = Object.fromEntries(
    ["a", "b", "c", "d", "e"].map((name) => [`platform/x/compositions/${name}.yaml`, half]),
  );
  await expect(archiveIn(workspace(many))).rejects.toThrow("holds more than");
});

async function* chunk(bytes: Uint8Array) {
  yield bytes;
}
