import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { checkClosure, layoutStore } from "../../src/oci/index.ts";
import { made, pushMade } from "../oci/artifact.ts";
import { temporary } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

interface Gone {
  readonly summary: Readonly<Record<string, number>>;
  readonly repositories: readonly Readonly<Record<string, unknown>>[];
}

async function gc(folder: string, ...args: readonly string[]): Promise<[number | null, Gone]> {
  const { code, stdout } = await bp(["gc", folder, "--older-than", "0", ...args, "-o", "json"]);
  const value = JSON.parse(stdout) as Gone;
  expect(faults("gc", value)).toEqual([]);
  return [code, value];
}

/** Two repositories, one with a stray blob and a manifest that lost its tag. */
async function registry(): Promise<string> {
  const folder = temporary();
  for (const name of ["one", "deep/two"]) {
    const store = layoutStore(join(folder, name), { root: folder });
    await store.tag(await pushMade(store, made(`first ${name}`)), "1.0.0");
    await store.tag(await pushMade(store, made(`second ${name}`)), "1.0.0");
  }
  const name = createHash("sha256").update("stray").digest("hex");
  writeFileSync(join(folder, "one/blobs/sha256", name), "stray");
  return folder;
}

describe("bp gc", () => {
  test("removes what is not listed; with --untagged also what no tag leads to", async () => {
    const folder = await registry();
    const [, told] = await gc(folder, "--dry-run");
    expect(told.summary).toEqual({ manifests: 0, blobs: 1, bytes: 5 });
    expect((await gc(folder))[1]).toMatchObject({ summary: told.summary });
    expect((await gc(folder))[1].summary).toMatchObject({ blobs: 0 });
    const [code, { summary }] = await gc(folder, "--untagged");
    expect([code, summary["manifests"], summary["blobs"]]).toEqual([0, 2, 2]);
    for (const name of ["one", "deep/two"])
      await checkClosure(layoutStore(join(folder, name)), "1.0.0");
  });

  test("leaves what is young, and says what is damaged", async () => {
    const folder = await registry();
    const { stdout } = await bp(["gc", folder, "--untagged"]);
    expect(stdout).toContain("0 manifests and 0 blobs");
    const { manifest } = made("second one");
    const file = join(folder, "one/blobs/sha256", manifest.descriptor.digest.slice(7));
    writeFileSync(file, "x".repeat(manifest.bytes.length));
    const [code, { repositories }] = await gc(folder);
    expect(code).toBe(1);
    expect(repositories[1]).toMatchObject({ name: "one", error: { code: "UNREADABLE" } });
    expect(existsSync(file)).toBe(true);
  });

  test("a folder without layouts is a mistake", async () => {
    const folder = temporary();
    mkdirSync(join(folder, "empty"));
    const { code, stderr } = await bp(["gc", folder]);
    expect([code, stderr.includes("holds no OCI layout")]).toEqual([2, true]);
  });
});
