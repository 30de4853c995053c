import { text } from "node:stream/consumers";

import { expect, test } from "vitest";

import { bytesContent } from "../../src/oci/index.ts";
import { diskTree, overlayTree } from "../../src/workspace/index.ts";
import { workspace } from "../support/workspace.ts";

function overlaid(body: string) {
  const bytes = Buffer.from(body);
  return { ...bytesContent(bytes), size: bytes.length };
}

test("a file laid over a tree is read like one of it, and hides what lies below", async () => {
  const below = diskTree(workspace({ "a/charts/x.tgz": "below", "a/Chart.yaml": "a", "b/c": "" }));
  const tree = overlayTree(
    below,
    new Map([
      ["a/charts/x.tgz", overlaid("above")],
      ["a/charts/y.tgz", overlaid("more")],
      ["b/charts/z.tgz", overlaid("z")],
    ]),
  );
  const names = async (folder: string): Promise<readonly string[]> =>
    (await tree.list(folder)).map(({ name }) => name);
  expect(await names("a/charts")).toEqual(["x.tgz", "y.tgz"]);
  expect(await names("b/charts")).toEqual(["z.tgz"]);
  expect(await names("a")).toEqual(["Chart.yaml", "charts"]);
  expect(await names("b")).toEqual(["c", "charts"]);
  expect(await names("")).toEqual(["a", "b"]);
  expect(await tree.stat("a/charts/x.tgz")).toEqual({ kind: "file", size: 5 });
  expect(await tree.stat("b/charts")).toEqual({ kind: "folder", size: 0 });
  expect(await tree.stat("b/none")).toBeUndefined();
  expect(Buffer.from(await tree.read("a/charts/x.tgz", 5)).toString()).toBe("above");
  expect(Buffer.from(await tree.read("a/Chart.yaml", 5)).toString()).toBe("a");
  expect(await text(tree.open("a/charts/y.tgz", 4))).toBe("more");
  expect(await tree.resolve("b/charts")).toBe("b/charts");
  await expect(tree.read("a/charts/x.tgz", 4)).rejects.toMatchObject({ code: "LIMIT" });
  expect(overlayTree(below, new Map())).toBe(below);
});
