import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { Content } from "../../src/model/ports.ts";
import { bytesContent } from "../../src/oci/index.ts";
import { placeArchives, putFile } from "../../src/workspace/index.ts";
import { temporary, workspace } from "../support/workspace.ts";

function bytes(text: string, said: string = text): Content & { readonly sha256: string } {
  const sha256 = createHash("sha256").update(said).digest("hex");
  return { ...bytesContent(Buffer.from(text)), sha256 };
}

function placement(add: Readonly<Record<string, Content & { readonly sha256: string }>>) {
  return { folder: "a/charts", add: new Map(Object.entries(add)), remove: [] };
}

describe("archives", () => {
  test("are moved in whole, and what is outdated goes", async () => {
    const root = workspace({
      "a/charts/old.tgz": "old",
      "a/charts/x.tgz": "before",
      "a/charts/keep": "",
    });
    const wanted = placement({ "x.tgz": bytes("after"), "y.tgz": bytes("new") });
    await placeArchives(root, { ...wanted, remove: ["old.tgz"] });
    expect(readdirSync(join(root, "a/charts"))).toEqual(["keep", "x.tgz", "y.tgz"]);
    expect(readFileSync(join(root, "a/charts/x.tgz"), "utf8")).toBe("after");
    expect(statSync(join(root, "a/charts/y.tgz")).mode & 0o777).toBe(0o644);
  });

  test("of which one has other bytes leave everything as it was", async () => {
    const root = workspace({ "a/charts/x.tgz": "before" });
    const wanted = placement({ "x.tgz": bytes("after"), "y.tgz": bytes("new", "other") });
    await expect(placeArchives(root, wanted)).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
    expect(readdirSync(join(root, "a/charts"))).toEqual(["x.tgz"]);
    expect(readFileSync(join(root, "a/charts/x.tgz"), "utf8")).toBe("before");
  });

  test("find what a killed run left, and take it away once it is old", async () => {
    const root = workspace({ "a/charts/.bp-new-1": "half", "a/charts/.bp-new-2": "half" });
    utimesSync(join(root, "a/charts/.bp-new-1"), 1_000_000, 1_000_000);
    await placeArchives(root, placement({ "x.tgz": bytes("x") }));
    expect(readdirSync(join(root, "a/charts"))).toEqual([".bp-new-2", "x.tgz"]);
  });

  test.each(["../x.tgz", "b/../x.tgz", "/x.tgz", "."])("go to no place called %s", async (name) => {
    const root = workspace({ "a/Chart.yaml": "" });
    await expect(placeArchives(root, placement({ [name]: bytes("x") }))).rejects.toMatchObject({
      code: "OUTSIDE_ROOT",
    });
  });

  test("go to no folder that is behind a link out of the workspace", async () => {
    const [root, outside] = [temporary(), temporary()];
    symlinkSync(outside, join(root, "a"));
    await expect(placeArchives(root, placement({ "x.tgz": bytes("x") }))).rejects.toMatchObject({
      code: "OUTSIDE_ROOT",
    });
    expect(readdirSync(outside)).toEqual([]);
  });

  test.each(["a link", "a folder"])("take the place of no %s", async (kind) => {
    const root = workspace({ "a/charts/keep": "" });
    const file = join(root, "a/charts/x.tgz");
    if (kind === "a link") symlinkSync("/nonexistent", file);
    else mkdirSync(file);
    await expect(placeArchives(root, placement({ "x.tgz": bytes("x") }))).rejects.toMatchObject({
      code: "MATERIAL",
    });
  });
});

describe("a file that is put", () => {
  const after = Buffer.from("after");

  test("is new, or still as it was read", async () => {
    const root = workspace({ "old.lock": "before" });
    await putFile(root, { path: "new.lock", before: undefined, after });
    await putFile(root, { path: "old.lock", before: Buffer.from("before"), after });
    expect(readdirSync(root)).toEqual(["new.lock", "old.lock"]);
    expect(readFileSync(join(root, "new.lock"), "utf8")).toBe("after");
    expect(readFileSync(join(root, "old.lock"), "utf8")).toBe("after");
  });

  test("that came or changed meanwhile is left", async () => {
    const root = workspace({ "x.lock": "theirs" });
    for (const before of [undefined, Buffer.from("before")]) {
      await expect(putFile(root, { path: "x.lock", before, after })).rejects.toMatchObject({
        code: "UNREADABLE",
      });
    }
    expect(readdirSync(root)).toEqual(["x.lock"]);
    expect(readFileSync(join(root, "x.lock"), "utf8")).toBe("theirs");
  });

  test("is never written through a link", async () => {
    const root = workspace({ "real.lock": "before" });
    symlinkSync("real.lock", join(root, "x.lock"));
    symlinkSync("nowhere", join(root, "y.lock"));
    for (const path of ["x.lock", "y.lock"]) {
      const put = putFile(root, { path, before: undefined, after });
      await expect(put).rejects.toMatchObject({ code: "MATERIAL" });
    }
    expect(existsSync(join(root, "nowhere"))).toBe(false);
  });
});
