import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { describe, expect, test } from "vitest";

import { kit, slot } from "../lint/kit.ts";
import { commit, git, initialise } from "../support/git.ts";
import { bp } from "../support/program.ts";
import type { Outcome } from "../support/program.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";

interface Told {
  readonly exitCode: number;
  readonly findings: readonly { readonly ruleId: string; readonly file: string }[];
  readonly summary: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string; readonly hint?: string };
}

const unset = { "products/old/blueprint.yaml": manifest("old", "") };

/** A blueprint with BP107 (no visibility) and whatever else is added. */
function manifest(name: string, more: string): string {
  return `apiVersion: catalyst.openova.io/v1
kind: Blueprint
metadata:
  name: bp-${name}
spec:
  version: 1.0.0
  card:
    title: ${name}
    summary: A blueprint for a test.
${more}`;
}

/** A row for BP107 that holds until a day. */
function suppression(until: string): string {
  return `  suppress:\n    - { rule: BP107, path: "products/old/**", reason: later, until: ${until} }\n`;
}

async function lint(folder: string, ...args: readonly string[]): Promise<Told> {
  const outcome = await bp(["lint", ...args, "-o", "json"], { cwd: folder });
  return parsed(outcome);
}

function parsed({ stdout, stderr, code }: Outcome): Told {
  const report = JSON.parse(stdout) as Told;
  expect(code, stderr).toBe(report.exitCode);
  return report;
}

function told({ findings }: Told, ...ids: readonly string[]): readonly string[] {
  return findings
    .filter(({ ruleId }) => ids.length === 0 || ids.includes(ruleId))
    .map(({ ruleId, file }) => `${ruleId} ${file}`);
}

function repository(...files: readonly Record<string, string>[]): string {
  const folder = workspace(...files);
  initialise(folder);
  commit(folder);
  return folder;
}

describe("--changed", () => {
  test("tells what the change brought, in files and in others that it broke", async () => {
    const folder = repository(unit("products/shop"), unit("products/site"), unset);
    const base = git(folder, "rev-parse", "HEAD");
    git(folder, "checkout", "-q", "-b", "change");
    expect(told(await lint(folder, "--changed"))).toEqual([]);

    const file = join(folder, "products/shop/blueprint.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("visibility: listed", "visibilty: listed"),
    );
    const report = await lint(folder, "--changed");
    expect(told(report, "BP107", "BP120")).toEqual([
      "BP107 products/shop/blueprint.yaml",
      "BP120 products/shop/blueprint.yaml",
    ]);
    expect(report.summary["base"]).toMatchObject({ commit: base });
    commit(folder);
    expect(told(await lint(folder, "--changed", "--base", "main"), "BP107")).toHaveLength(1);
    expect(told(await lint(folder, "--changed", "--base", "HEAD"))).toEqual([]);
    expect(told(await lint(folder), "BP107")).toHaveLength(2);

    write(folder, unit("products/shop", { depends: { "bp-site": "^1.0.0" } }));
    commit(folder);
    rmSync(join(folder, "products/site"), { recursive: true });
    expect(told(await lint(folder, "--changed", "--base", "HEAD"), "BP401")).toEqual([
      "BP401 products/shop/blueprint.yaml",
    ]);
  });

  test("compares with where the branches parted, not with what came to the main line since", async () => {
    const folder = repository(unset);
    git(folder, "checkout", "-q", "-b", "change");
    write(folder, { "products/new/blueprint.yaml": manifest("new", "") });
    commit(folder);
    git(folder, "checkout", "-q", "main");
    rmSync(join(folder, "products/old"), { recursive: true });
    write(folder, unit("products/other"));
    commit(folder);
    git(folder, "checkout", "-q", "change");
    const report = await lint(folder, "--changed", "--base", "main");
    expect(told(report, "BP107")).toEqual(["BP107 products/new/blueprint.yaml"]);
  });

  test("lines that move, and a suppression taken out", async () => {
    const suppressed = manifest("quiet", "").replace("spec:", "# bp-ignore BP107: later\nspec:");
    const folder = repository(unset, { "products/quiet/blueprint.yaml": suppressed });
    write(folder, {
      "products/old/blueprint.yaml": `# moved\n\n${manifest("old", "")}`,
      "products/quiet/blueprint.yaml": manifest("quiet", ""),
    });
    expect(told(await lint(folder, "--changed", "--base", "HEAD"))).toContain(
      "BP107 products/quiet/blueprint.yaml",
    );
    const moved = await lint(folder, "--changed", "--base", "HEAD");
    expect(told(moved).some((line) => line.includes("products/old/"))).toBe(false);
  });

  test("in a shallow clone it says what it needs; in a full one it works", async () => {
    const folder = repository(unset);
    write(folder, { "products/new/blueprint.yaml": manifest("new", "") });
    commit(folder);
    const shallow = temporary();
    git(shallow, "clone", "-q", "--depth", "1", pathToFileURL(folder).href, ".");
    const refused = await lint(shallow, "--changed", "--base", "HEAD~1");
    expect(refused.exitCode).toBe(2);
    expect(refused.error?.message).toContain("shallow");
    expect(refused.error?.hint).toContain("git fetch --deepen=");

    git(shallow, "fetch", "-q", "--deepen=1");
    const report = await lint(shallow, "--changed", "--base", "HEAD~1");
    expect(told(report, "BP107")).toEqual(["BP107 products/new/blueprint.yaml"]);
  });

  test.each([
    [["--changed", "--base", "nonsense"], "there is no revision"],
    [["--changed", "--base=--output=x"], "there is no revision"],
    [["--base", "main"], "--base names what --changed compares with"],
  ])("%j is refused", async (args, words) => {
    const report = await lint(repository(unset), ...args);
    expect([report.exitCode, report.error?.message]).toEqual([2, expect.stringContaining(words)]);
  });

  test("outside a repository, and before the first commit", async () => {
    const folder = workspace(unset);
    expect((await lint(folder, "--changed", "--base", "main")).exitCode).toBe(2);
    initialise(folder);
    expect((await lint(folder, "--changed")).exitCode).toBe(2);
  });
});

describe("--staged", () => {
  test("tells what is staged, of the units that are touched", async () => {
    const folder = repository(unit("products/shop"), unset);
    const file = join(folder, "products/shop/blueprint.yaml");
    const whole = readFileSync(file, "utf8");
    writeFileSync(file, whole.replace("  visibility: listed\n", ""));
    git(folder, "add", "-A");
    writeFileSync(file, whole);
    const report = await lint(folder, "--staged");
    expect(told(report, "BP107")).toEqual(["BP107 products/shop/blueprint.yaml"]);
    expect(report.summary["blueprints"]).toBe(1);
    expect(told(await lint(folder), "BP107")).toEqual(["BP107 products/old/blueprint.yaml"]);
  });

  test("with --changed it tells what the commit would bring", async () => {
    const folder = repository(unset);
    appendFileSync(join(folder, "products/old/blueprint.yaml"), "  visibilty: listed\n");
    git(folder, "add", "-A");
    const report = await lint(folder, "--staged", "--changed", "--base", "HEAD");
    expect(told(report)).toEqual(["BP120 products/old/blueprint.yaml"]);
  });

  test("a file in no unit concerns them all: nothing is passed unseen", async () => {
    const folder = repository(unset, { "clusters/x/README.md": "a" });
    const report = await lint(folder, "--staged", "clusters/x/README.md");
    expect(told(report, "BP107")).toEqual(["BP107 products/old/blueprint.yaml"]);
  });

  test("what shares a kit's file with a staged unit is looked into as well", async () => {
    const shared = `${slot("shop")}---\n${slot("site")}  values: {hostname: x}\n`;
    const folder = repository(
      unit("products/shop"),
      unit("products/site"),
      unit("products/zoo"),
      kit({ "01-shop.yaml": shared }),
    );
    appendFileSync(join(folder, "products/shop/blueprint.yaml"), "# changed\n");
    git(folder, "add", "-A");
    const report = await lint(folder, "--staged");
    const whole = await lint(folder, "products/shop");
    expect(told(report, "BP512")).toEqual(["BP512 clusters/a/bootstrap-kit/01-shop.yaml"]);
    expect(report.findings).toEqual(whole.findings);
    expect(report.summary["notRun"]).toEqual(whole.summary["notRun"]);
  });
});

describe("what is let pass", () => {
  test("a baseline: the old is silent, the new is told, the repaired is stale", async () => {
    const folder = repository(unset);
    const made = await bp(["lint", "--write-baseline", "base.json"], { cwd: folder });
    expect([made.code, made.stdout]).toEqual([0, expect.stringContaining("written")]);
    expect(told(await lint(folder, "--baseline", "base.json"))).toEqual([]);

    write(folder, { "products/new/blueprint.yaml": manifest("new", "") });
    const more = await lint(folder, "--baseline", "base.json");
    expect(told(more, "BP107")).toEqual(["BP107 products/new/blueprint.yaml"]);

    write(folder, { "bp.config.yaml": "lint:\n  baseline: base.json\n" });
    write(folder, {
      "products/old/blueprint.yaml": manifest("old", "  visibility: listed\n"),
      "products/new/blueprint.yaml": manifest("new", "  visibility: listed\n"),
    });
    expect(told(await lint(join(folder, "products")), "BP004")).toEqual(["BP004 base.json"]);
  });

  test("a baseline that is not there is no empty one", async () => {
    const report = await lint(repository(unset), "--baseline", "none.json");
    expect([report.exitCode, report.error?.message]).toEqual([
      2,
      expect.stringContaining("none.json"),
    ]);
  });

  test("profiles and warnings: how much is too much", async () => {
    const folder = repository(unset);
    expect((await lint(folder, "--max-warnings", "9")).exitCode).toBe(0);
    expect((await lint(folder, "--max-warnings", "0")).exitCode).toBe(1);
    expect((await lint(folder, "--profile", "strict")).exitCode).toBe(1);
    expect((await lint(folder, "--profile", "loud")).exitCode).toBe(2);
    expect((await lint(folder, "--max-warnings", "some")).exitCode).toBe(2);
    const legacy = await lint(folder, "--profile", "legacy", "--max-warnings", "0");
    expect([legacy.exitCode, legacy.summary["warnings"]]).toEqual([0, 0]);
  });

  test("the configuration: severities, suppressions with an end, and rules that there are not", async () => {
    const folder = repository(unset);
    const config = (text: string): void => write(folder, { "bp.config.yaml": `lint:\n${text}` });
    config("  rules: { BP107: error }\n");
    expect((await lint(folder)).exitCode).toBe(1);
    config("  rules: { BP107: off }\n");
    expect(told(await lint(folder), "BP107")).toEqual([]);
    config("  rules: { BP9: off }\n");
    expect((await lint(folder)).exitCode).toBe(2);
    config(suppression("2999-12-31"));
    const held = await lint(folder);
    expect([told(held, "BP107", "BP003"), held.summary["suppressed"]]).toEqual([[], 1]);
    config(suppression("2020-12-31"));
    expect(told(await lint(join(folder, "products/old")), "BP107", "BP003")).toEqual([
      "BP003 bp.config.yaml",
      "BP107 products/old/blueprint.yaml",
    ]);
  });
});
