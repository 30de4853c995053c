import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { commit, git, initialise } from "../support/git.ts";
import { mustBp } from "../support/program.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

const chart = "products/shop/chart/Chart.yaml";

async function report(cwd: string, ...args: readonly string[]) {
  const { code, stdout } = await bp(["bump", ...args, "-o", "json"], { cwd });
  const value = JSON.parse(stdout) as Record<string, unknown>;
  expect(faults("bump", value)).toEqual([]);
  expect(value["exitCode"]).toBe(code);
  return value;
}

async function key(): Promise<string> {
  const cwd = temporary();
  await mustBp(["keygen", "--output-key-prefix", "ci"], { cwd });
  return join(cwd, "ci.key");
}

function read(cwd: string, file: string): string {
  return readFileSync(join(cwd, file), "utf8");
}

/** Two blueprints in a repository, of which site holds shop. */
function repository(): string {
  const holds = '{ name: bp-shop, version: 1.0.0, repository: "oci://x.example/charts" }';
  const root = workspace(unit("products/shop"), unit("products/site", { dependencies: [holds] }), {
    "products/shop/CHANGELOG.md": "# Shop\n\n## 1.0.0\n",
  });
  initialise(root);
  commit(root, "feat: begin");
  return root;
}

describe("bp bump", () => {
  test("writes the versions and the changelog of the commits since, and is in step", async () => {
    const cwd = repository();
    write(cwd, { "products/shop/chart/values.yaml": "image: x:2.0.0\n" });
    commit(cwd, "feat(shop): another image");
    write(cwd, { "products/site/README.md": "x" });
    commit(cwd, "feat: nothing of the shop's");
    const value = await report(cwd, "shop");
    expect(value).toMatchObject({ ok: true, written: true, left: [] });
    expect(git(cwd, "diff", "--name-only").split("\n")).toEqual([
      "products/shop/CHANGELOG.md",
      "products/shop/blueprint.yaml",
      chart,
      "products/site/blueprint.yaml",
      "products/site/chart/Chart.yaml",
    ]);
    expect(read(cwd, "products/shop/CHANGELOG.md")).toBe(
      "# Shop\n\n## 1.0.1\n\n### Added\n\n- another image\n\n## 1.0.0\n",
    );
    expect(await report(cwd, "--check")).toMatchObject({ ok: true, findings: [] });
  });

  test("previews a diff that git applies, and writes nothing", async () => {
    const cwd = repository();
    const { stdout } = await bp(["bump", "shop", "--dry-run"], { cwd });
    expect(git(cwd, "status", "--porcelain")).toBe("");
    write(cwd, { "../bump.diff": stdout });
    git(cwd, "apply", "../bump.diff");
    expect(await report(cwd, "--check")).toMatchObject({ ok: true });
  });

  test("moves what change files are about, and uses them up", async () => {
    const cwd = repository();
    write(cwd, { ".changes/pools.md": "---\nbp-shop: minor\n---\n\nPools.\n" });
    const value = await report(cwd);
    expect(value).toMatchObject({ removed: [".changes/pools.md"] });
    expect(read(cwd, chart)).toContain("version: 1.1.0");
    expect(existsSync(join(cwd, ".changes/pools.md"))).toBe(false);
  });

  test("refuses what another branch carries, here or pushed, and not its own", async () => {
    const cwd = repository();
    git(cwd, "checkout", "-q", "-b", "other");
    await report(cwd, "shop");
    commit(cwd, "bump");
    git(cwd, "checkout", "-q", "main");
    const claimed = await report(cwd, "shop");
    expect(claimed).toMatchObject({
      written: false,
      exitCode: 1,
      findings: [{ ruleId: "BP605", message: "bp-shop 1.0.1 is claimed by the branch other" }],
    });
    expect(git(cwd, "status", "--porcelain")).toBe("");
    git(cwd, "update-ref", "refs/remotes/origin/main", "other");
    git(cwd, "branch", "-q", "-D", "other");
    const pushed = await report(cwd, "shop");
    expect(pushed["findings"]).toMatchObject([
      { message: "bp-shop 1.0.1 is claimed by the branch origin/main" },
    ]);
    write(cwd, { "products/shop/README.md": "mine" });
    commit(cwd, "another way");
    expect(await report(cwd, "shop")).toMatchObject({ ok: true });
  });

  test("steps as far as the difference with what is published asks, and refuses that itself", async () => {
    const cwd = repository();
    const publish = await bp(["publish", "shop"], { cwd });
    expect(publish.code).toBe(0);
    const same = await report(cwd, "shop", "--level", "auto");
    expect(same).toMatchObject({ notes: ["bp-shop is as 1.0.0, which is published"], steps: [] });
    write(cwd, { "products/shop/chart/values.yaml": "picture: x:2.0.0\n" });
    const value = await report(cwd, "shop", "--level", "auto");
    expect(value["steps"]).toMatchObject([
      { name: "bp-shop", to: "2.0.0", reason: "changed", because: ["the value image is gone"] },
      { name: "bp-site", to: "1.0.1", reason: "dependent" },
    ]);
    const again = await report(cwd, "shop", "--level", "auto");
    expect(again["notes"]).toEqual(["bp-shop 2.0.0 is step enough from 1.0.0, which is published"]);
    expect(await report(cwd, "shop", "--set", "1.0.0")).toMatchObject({
      findings: [{ ruleId: "BP603" }],
    });
    git(cwd, "checkout", "-q", ".");
    write(cwd, { [chart]: read(cwd, chart).replace("1.0.0", "0.9.9") });
    expect(await report(cwd, "shop", "--set", "1.0.0")).toMatchObject({
      findings: [{ ruleId: "BP610", message: "bp-shop 1.0.0 is published already" }],
    });
  });

  test("asks no registry offline, and works where there is no repository", async () => {
    const cwd = workspace(unit("products/shop"));
    const args = ["bump", "shop", "--offline", "--to", "registry.example/charts"];
    const { code, stderr } = await bp(args, { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain("--offline: the registry was not asked");
    expect(stderr).toContain("branches were not looked at");
    expect(read(cwd, chart)).toContain("version: 1.0.1");
  });

  test("--check names every place and writes nothing", async () => {
    const cwd = repository();
    write(cwd, { [chart]: read(cwd, chart).replace("1.0.0", "1.2.0") });
    const { code, stdout } = await bp(["bump", "--check"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain("the blueprint's version is 1.0.0, and bp-shop is 1.2.0  BP601");
    expect(stdout).toContain("the pin of bp-shop in bp-site is 1.0.0, and bp-shop is 1.2.0");
    expect(stdout).toContain("2 findings: versions are out of step");
    expect(await report(cwd, "shop", "--level", "none")).toMatchObject({ ok: true });
    expect(await report(cwd, "--check")).toMatchObject({ ok: true });
  });

  test("--check --base tells what the change did to versions", async () => {
    const cwd = repository();
    const at = async () => {
      const { findings } = await report(cwd, "--check", "--base", "main");
      return (findings as { ruleId: string; message: string }[]).map(
        ({ ruleId, message }) => `${ruleId} ${message}`,
      );
    };
    git(cwd, "checkout", "-q", "-b", "change");
    write(cwd, { "products/shop/README.md": "words" });
    commit(cwd, "words");
    expect(await at()).toEqual([]);

    write(cwd, { "products/shop/chart/values.yaml": "image: x:2.0.0\n" });
    expect(await at()).toEqual([
      "BP602 bp-shop: what is published changed, and the version is still 1.0.0",
      "BP602 bp-site: what is published changed, and the version is still 1.0.0",
    ]);
    await report(cwd, "shop");
    expect(await at()).toEqual([]);

    const site = "products/site/chart/Chart.yaml";
    write(cwd, { [site]: read(cwd, site).replace("version: 1.0.1", "version: 1.0.0") });
    expect(await at()).toEqual([
      "BP601 the blueprint's version is 1.0.1, and bp-site is 1.0.0",
      "BP608 bp-site: the pin of bp-shop became 1.0.1, and the version is still 1.0.0",
    ]);
    write(cwd, { [site]: read(cwd, site).replace("version: 1.0.0", "version: 0.9.0") });
    expect(await at()).toContain("BP603 bp-site: the version went back from 1.0.0 to 0.9.0");

    git(cwd, "checkout", "-q", "-f", "main");
    git(cwd, "checkout", "-q", "-b", "empty");
    await report(cwd, "site");
    commit(cwd, "nothing but a number");
    expect(await at()).toEqual(["BP606 bp-site: 1.0.0 became 1.0.1, and nothing else changed"]);
    git(cwd, "branch", "-q", "copy");
    expect(await at()).toHaveLength(1);
    git(cwd, "checkout", "-q", "-b", "other", "main");
    git(cwd, "checkout", "-q", "empty", "--", "products/site");
    commit(cwd, "the same number");
    git(cwd, "checkout", "-q", "empty");
    expect(await at()).toContain("BP605 bp-site: 1.0.1 is claimed by the branch other too");
  });

  test("--images asks registries for the images that moved, and without it says so", async () => {
    const { host, close } = await serveRegistry({ root: temporary() });
    onTestFinished(close);
    const cwd = repository();
    git(cwd, "checkout", "-q", "-b", "change");
    await bp(["publish", "site", "--to", `${host}/there`, "--key", await key()], { cwd });
    const check = async (image: string, ...more: readonly string[]) => {
      git(cwd, "checkout", "-q", ".");
      await report(cwd, "shop");
      write(cwd, { "products/shop/chart/values.yaml": `image: ${image}\n` });
      return report(cwd, "--check", "--base", "main", ...more);
    };
    const [there, absent] = [`${host}/there/bp-site:1.0.0`, `${host}/there/bp-site:9.9.9`];
    expect(await check(there, "--images")).toMatchObject({ ok: true, notes: [] });
    expect((await check(absent, "--images"))["findings"]).toMatchObject([
      {
        ruleId: "BP611",
        file: "products/shop/chart/values.yaml",
        line: 1,
        message: `bp-shop: its registry has no ${absent}`,
      },
    ]);
    expect(await check(absent)).toMatchObject({
      ok: true,
      notes: [`BP611 was not run for bp-shop: --images asks whether its registry has ${absent}`],
    });
  });

  test.each([
    [["shop", "--check", "--images"], "--images asks for what moved since --base"],
    [["shop", "--base", "main"], "--base names what --check compares with"],
    [[], "nothing says what to bump"],
    [["shop", "--level", "huge"], "huge"],
    [["shop", "--level", "patch", "--set", "1.0.1"], "--level, --set and --check exclude"],
    [["shop", "--dependents", "some"], "some"],
    [["shop", "--set", "1.0"], "--set 1.0 is no version"],
  ])("%j is refused", async (args, message) => {
    const { code, stderr } = await bp(["bump", ...args], { cwd: repository() });
    expect([code, stderr.includes(message)]).toEqual([2, true]);
  });
});
