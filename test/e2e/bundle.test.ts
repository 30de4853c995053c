import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { layoutStore } from "../../src/oci/index.ts";
import { faults } from "../cli/support/schemas.ts";
import type { Outcome } from "../support/program.ts";
import { bp, mustBp, said } from "../support/program.ts";
import { startServing } from "../support/serving.ts";
import { keyPair } from "../support/signed.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

interface Report {
  readonly exitCode: number;
  readonly summary?: Readonly<Record<string, number>>;
  readonly artifacts: readonly Readonly<Record<string, unknown>>[];
  readonly checked?: readonly Readonly<Record<string, unknown>>[];
}

/** Runs a command, holds its report against its schema, and gives both. */
async function report(
  name: string,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly outcome: Outcome; readonly report: Report }> {
  const outcome = await bp([...args, "-o", "json"], { cwd });
  const value = JSON.parse(outcome.stdout) as Report;
  expect(faults(name, value)).toEqual([]);
  expect(value.exitCode, said(outcome)).toBe(outcome.code);
  return { outcome, report: value };
}

/** Two blueprints, published and signed in the embedded layout. */
async function published(): Promise<string> {
  const cwd = workspace(unit("products/shop"), unit("products/till", { data: "two" }));
  await mustBp(["publish", "--all"], { cwd });
  return cwd;
}

const save = ["bundle", "save", "charts.tar", "--no-images"];
const key = ["--key", ".bp/keys/dev.pub"];

function hashOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

describe("a bundle", () => {
  test("goes out, is whole, and comes in at a site, signatures and all", async () => {
    const cwd = await published();
    const saved = await report("bundle-save", [...save, ...key], cwd);
    expect(saved.report).toMatchObject({ ok: true, summary: { copied: 2 } });
    expect(saved.report.checked?.map((one) => one["ok"])).toEqual([true, true]);
    expect(existsSync(join(cwd, "charts.tar.partial"))).toBe(false);
    const checked = await report("bundle-check", ["bundle", "check", "charts.tar", ...key], cwd);
    expect(checked.report.artifacts).toMatchObject([
      { name: "bp-shop:1.0.0", ok: true },
      { name: "bp-till:1.0.0", ok: true },
    ]);
    const site = await startServing([temporary()]);
    const load = ["bundle", "load", "charts.tar", "--to", `${site.host}/charts`, ...key];
    expect((await report("bundle-load", load, cwd)).report).toMatchObject({
      summary: { copied: 2 },
    });
    expect((await report("bundle-load", load, cwd)).report).toMatchObject({
      summary: { present: 2, bytes: 0 },
    });
    const verify = ["verify", `${site.host}/charts/bp-shop:1.0.0`, ...key];
    await mustBp(verify, { cwd });
    const mirror = ["mirror", "--check", "--no-images", "--to", `${site.host}/charts`];
    expect((await report("mirror", mirror, cwd)).report.summary).toMatchObject({ present: 2 });
    await site.end("SIGTERM");
  });

  test("is the same, byte for byte, wherever and whenever it is made", async () => {
    const cwd = await published();
    await mustBp(save, { cwd });
    const first = hashOf(join(cwd, "charts.tar"));
    await mustBp(save, { cwd });
    expect(hashOf(join(cwd, "charts.tar"))).toBe(first);
    const elsewhere = temporary();
    cpSync(cwd, join(elsewhere, "copy"), { recursive: true });
    await mustBp(["bundle", "save", "other.tar", "--no-images"], { cwd: join(elsewhere, "copy") });
    expect(hashOf(join(elsewhere, "copy/other.tar"))).toBe(first);
  });

  test("as a folder it is one of layouts, and a registry can be started on it", async () => {
    const cwd = await published();
    await mustBp(["bundle", "save", "folder", "shop", "--no-images"], { cwd });
    expect(await layoutStore(join(cwd, "folder/bp-shop")).tags()).toContain("1.0.0");
    const { report: found } = await report("bundle-check", ["bundle", "check", "folder"], cwd);
    expect(found.artifacts).toHaveLength(1);
    const site = await startServing([join(cwd, "folder"), "--read-only"]);
    const verify = ["verify", `${site.host}/bp-shop:1.0.0`, ...key];
    await mustBp(verify, { cwd });
    await site.end("SIGTERM");
  });

  test("damaged anywhere, it carries nothing", async () => {
    const cwd = await published();
    await mustBp(save, { cwd });
    const bytes = readFileSync(join(cwd, "charts.tar"));
    const at = bytes.indexOf("A blueprint for a test");
    expect(at).toBeGreaterThan(0);
    bytes.write("a", at);
    writeFileSync(join(cwd, "damaged.tar"), bytes);
    const { report: checked } = await report(
      "bundle-check",
      ["bundle", "check", "damaged.tar"],
      cwd,
    );
    expect(checked.artifacts.filter((one) => one["ok"] === false).length).toBeGreaterThan(0);
    const load = ["bundle", "load", "damaged.tar", "--to", "oci-layout:site"];
    expect((await report("bundle-load", load, cwd)).report).toMatchObject({
      exitCode: 1,
      artifacts: [],
    });
    expect(existsSync(join(cwd, "site"))).toBe(false);
  });

  test("held to another's key, nothing goes out and nothing comes in", async () => {
    const cwd = await published();
    const other = await keyPair();
    const stranger = ["--key", other.publicKey];
    const refused = await report("bundle-save", [...save, ...stranger], cwd);
    expect(refused.report).toMatchObject({ exitCode: 1, summary: { failed: 2 } });
    expect(existsSync(join(cwd, "charts.tar"))).toBe(false);
    await mustBp(save, { cwd });
    const load = ["bundle", "load", "charts.tar", "--to", "oci-layout:site", ...stranger];
    expect((await report("bundle-load", load, cwd)).report).toMatchObject({ exitCode: 1 });
    expect(existsSync(join(cwd, "site"))).toBe(false);
  });

  test("killed while it is made, the same command makes the same one", async () => {
    const cwd = await published();
    await mustBp(save, { cwd });
    const whole = hashOf(join(cwd, "charts.tar"));
    for (const files of [1, 8, 20]) {
      renameSync(join(cwd, "charts.tar"), join(cwd, "before.tar"));
      const partial = join(cwd, "charts.tar.partial");
      await bp(save, {
        cwd,
        started: (child) => {
          const look = (): void => {
            if (child.exitCode !== null) return;
            if (countFiles(partial) >= files) child.kill("SIGKILL");
            else setImmediate(look);
          };
          look();
        },
      });
      await mustBp(save, { cwd });
      expect(hashOf(join(cwd, "charts.tar"))).toBe(whole);
      expect(existsSync(partial)).toBe(false);
    }
  });

  test("what an earlier, unfinished one had gathered does not come along", async () => {
    const cwd = await published();
    await mustBp(["bundle", "save", "charts.tar.partial", "--no-images"], { cwd });
    await mustBp(["bundle", "save", "charts.tar", "shop", "--no-images"], { cwd });
    const { report: found } = await report("bundle-check", ["bundle", "check", "charts.tar"], cwd);
    expect(found.artifacts.map((one) => one["name"])).toEqual(["bp-shop:1.0.0"]);
    expect(readFileSync(join(cwd, "charts.tar"), "latin1")).not.toContain("bp-till/");
  });

  test("what cannot be one is said", async () => {
    const cwd = workspace(unit("products/shop"));
    writeFileSync(join(cwd, "no.tar"), "no tar");
    for (const [args, words] of [
      [["bundle", "check", "missing.tar"], "there is no bundle"],
      [["bundle", "check", "no.tar"], "cannot read"],
      [["bundle", "check", "products"], "holds no artifact"],
      [["bundle", "load", "missing.tar", "--to", "oci-layout:x"], "there is no bundle"],
      [["bundle", "save", "x.tar", "ghcr.io/acme/x"], "nothing matches"],
    ] as const) {
      const outcome = await bp(args, { cwd });
      expect(outcome.code, said(outcome)).toBeGreaterThan(0);
      expect(outcome.stderr).toContain(words);
    }
  });
});

function countFiles(folder: string): number {
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0;
}
