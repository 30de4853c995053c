import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { commit, git, initialise } from "../support/git.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import type { Outcome } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

const kit = "clusters/prod/bootstrap-kit";
const url = "oci://ghcr.io/acme/charts";

/** A workspace with a kit of two slots, made by the program. */
async function made(): Promise<string> {
  const cwd = workspace(
    unit("products/shop", { depends: { "bp-site": "^1.0.0" } }),
    unit("products/site"),
    unit("products/more"),
  );
  const args = [
    "kit",
    "render",
    "shop",
    "--with-dependencies",
    "--kit",
    "clusters/prod",
    "--url",
    url,
  ];
  const { code, stderr } = await bp(args, { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  return cwd;
}

function edit(cwd: string, file: string, from: string, to: string): void {
  const path = join(cwd, kit, file);
  writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
}

function reportOf(name: string, { code, stdout }: Outcome): Record<string, unknown> {
  const report = JSON.parse(stdout) as Record<string, unknown>;
  expect(faults(name, report)).toEqual([]);
  expect(report["exitCode"]).toBe(code);
  return report;
}

test("render writes what it says, once; its preview is a patch", async () => {
  const cwd = await made();
  initialise(cwd);
  commit(cwd);
  const preview = await bp(["kit", "render", "more", "--dry-run"], { cwd });
  expect([preview.code, preview.stderr]).toEqual([0, ""]);
  expect(git(cwd, "status", "--porcelain")).toBe("");
  writeFileSync(join(cwd, "patch"), preview.stdout);
  git(cwd, "apply", "--check", "patch");
  const report = reportOf("kit-render", await bp(["kit", "render", "more", "-o", "json"], { cwd }));
  expect(report).toMatchObject({
    written: true,
    slots: [{ name: "bp-more", slot: "3", dependsOn: [] }],
    files: [`${kit}/03-more.yaml`, `${kit}/kustomization.yaml`],
  });
  const again = await bp(["kit", "render", "more"], { cwd });
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("has bp-more already")]);
});

describe("check", () => {
  test("tells a kit in order, and one that is not, from within it too", async () => {
    const cwd = await made();
    const fine = await bp(["kit", "check"], { cwd });
    expect([fine.code, fine.stderr]).toEqual([0, ""]);
    expect(fine.stdout).toContain("   1     2  bp-shop  1.0.0    bp-site\n");
    expect(fine.stdout).toMatch(/\n1 kit, 2 releases: nothing to report\n$/u);
    edit(cwd, "02-shop.yaml", "version: 1.0.0", "version: 0.9.0");
    const wrong = await bp(["kit", "check"], { cwd: join(cwd, kit) });
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(
      new RegExp(`^${kit}/02-shop.yaml\\n  \\d+:16  error  bp-shop is pinned to 0.9.0`, "u"),
    );
    const report = reportOf("kit-check", await bp(["kit", "check", "prod", "-o", "json"], { cwd }));
    expect(report).toMatchObject({
      ok: false,
      kits: [
        { kit, present: 2, pinDrift: [{ name: "bp-shop", pinned: "0.9.0", version: "1.0.0" }] },
      ],
      summary: { kits: 1, pinDrift: 1, errors: 1 },
    });
  });

  test("tells the same with the memory of a former run as without, until something is otherwise", async () => {
    const cwd = await made();
    const env = { XDG_CACHE_HOME: temporary() };
    const both = async (...args: readonly string[]): Promise<Outcome> => {
      const alone = await bp(["kit", "check", ...args], { cwd });
      expect(await bp(["kit", "check", ...args], { cwd, env })).toEqual(alone);
      expect(await bp(["kit", "check", ...args], { cwd, env })).toEqual(alone);
      return alone;
    };
    expect((await both()).code).toBe(0);
    const [kept] = readdirSync(join(env.XDG_CACHE_HOME, "bp/answers"));
    expect(kept).toMatch(/^\w{32}-\w{16}\.bin$/u);
    edit(cwd, "02-shop.yaml", "version: 1.0.0", "version: 0.9.0");
    expect((await both("-o", "json")).stdout).toContain("is pinned to 0.9.0");
    expect((await both()).code).toBe(1);
    writeFileSync(join(cwd, "bp.config.yaml"), "lint: { rules: { BP503: off } }\n");
    expect((await both()).code).toBe(0);
    writeFileSync(join(cwd, "bp.config.yaml"), "lint: { rules: { BP599: off } }\n");
    expect((await both()).code).toBe(2);
  });

  test("lets pass what the configuration speaks for, until the day that it names", async () => {
    const cwd = await made();
    edit(cwd, "02-shop.yaml", "version: 1.0.0", "version: 0.9.0");
    const until = async (day: string): Promise<number | null> => {
      const row = `{ rule: BP503, path: "clusters/**", reason: it waits, until: ${day} }`;
      writeFileSync(join(cwd, "bp.config.yaml"), `lint: { suppress: [${row}] }\n`);
      return (await bp(["kit", "check"], { cwd })).code;
    };
    expect([await until("2999-01-01"), await until("2020-01-01")]).toEqual([0, 1]);
  });

  test("tells GitHub and code scanning where", async () => {
    const cwd = await made();
    edit(cwd, "02-shop.yaml", "version: 1.0.0", "version: 0.9.0");
    const github = await bp(["kit", "check", "-o", "github"], { cwd });
    expect(github.stdout).toContain(`::error file=${kit}/02-shop.yaml,line=`);
    const sarif = JSON.parse((await bp(["kit", "check", "-o", "sarif"], { cwd })).stdout) as object;
    expect(sarif).toMatchObject({ runs: [{ results: [{ ruleId: "BP503" }] }] });
  });
});

describe("sync", () => {
  test("writes, checks and previews", async () => {
    const cwd = await made();
    edit(cwd, "02-shop.yaml", "version: 1.0.0", "version: 0.9.0");
    const open = await bp(["kit", "sync"], { cwd });
    expect([open.code, open.stdout]).toEqual([0, "nothing to write\n\n1 place more with --pins\n"]);
    const check = await bp(["kit", "sync", "--pins", "--check"], { cwd });
    expect([check.code, check.stdout]).toEqual([
      1,
      expect.stringContaining("+      version: 1.0.0\n"),
    ]);
    const preview = await bp(["kit", "sync", "--pins", "--dry-run", "-o", "json"], { cwd });
    expect(reportOf("kit-sync", preview)).toMatchObject({
      written: false,
      changes: [{ ruleId: "BP503" }],
    });
    const written = await bp(["kit", "sync", "--pins"], { cwd });
    expect(written.stdout).toBe(`brought in line 1 file, 1 change:\n  ${kit}/02-shop.yaml\n`);
    const settled = await bp(["kit", "sync", "--pins", "--check"], { cwd });
    expect([settled.code, settled.stdout]).toEqual([0, "nothing to write\n"]);
    expect((await bp(["kit", "check"], { cwd })).code).toBe(0);
  });

  test("fails a check for what it cannot write, and says where", async () => {
    const cwd = await made();
    edit(cwd, "02-shop.yaml", "version: 1.0.0", 'version: "${SHOP:=0.9.0}"');
    const check = await bp(["kit", "sync", "--pins", "--check", "-o", "json"], { cwd });
    expect(check.code).toBe(1);
    expect(check.stderr).toContain(`${kit}/02-shop.yaml:`);
    expect(reportOf("kit-sync", check)).toMatchObject({ changes: [], left: [{ ruleId: "BP503" }] });
  });
});

describe("a command line that cannot be", () => {
  test.each([
    ["sync --edges --expected", "two directions of one thing", "--edges makes the releases"],
    ["sync --check --dry-run", "both write nothing", "exit code 1"],
    ["check stage", 'no kit matches "stage"', "there is clusters/prod/bootstrap-kit"],
    ["render more --url https://x/y", "is no oci://HOST/PATH", "leave it out"],
    ["render more --verify-issuer x", "by an issuer and a subject", "--verify-subject REGEXP"],
    ["render nothing", 'nothing matches "nothing"', "bp list"],
    ["render more --kit a/b/c", 'there is no kit "a/b/c"', "`kits` in bp.config.yaml"],
  ])("bp kit %s", async (line, what, help) => {
    const { code, stdout, stderr } = await bp(["kit", ...line.split(" ")], { cwd: await made() });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(what);
    expect(stderr).toContain(help);
  });

  test("no workspace, and no kit", async () => {
    const { code, stderr } = await bp(["kit", "sync"], { cwd: temporary() });
    expect([code, stderr]).toEqual([2, expect.stringContaining("holds no bootstrap kit")]);
    const failed = await bp(["kit", "check", "-o", "json"], { cwd: temporary() });
    expect(reportOf("failure", failed)).toMatchObject({ command: "kit check" });
  });
});
