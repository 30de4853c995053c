import { describe, expect, test } from "vitest";

import { commit, git, initialise } from "../../support/git.ts";
import { bp } from "../../support/program.ts";
import { temporary, unit, workspace, write } from "../../support/workspace.ts";
import { ask } from "./asking.ts";

function repository(): string {
  const cwd = workspace(unit("products/shop"));
  initialise(cwd);
  commit(cwd);
  return cwd;
}

describe("bp doctor lint", () => {
  test("in a repository all is there", async () => {
    const cwd = repository();
    const home = temporary();
    const { report, said } = await ask(["lint"], { cwd, env: { HOME: home } });
    const head = git(cwd, "rev-parse", "HEAD").slice(0, 12);
    expect(said("node")).toBe(`ok: Node ${process.versions.node} (${process.execPath})`);
    expect(said("configuration")).toBe("ok: no bp.config.yaml: the defaults hold");
    expect(said("workspace")).toBe(
      "ok: blueprints: 1, charts: 1, bootstrap kits: 0; below platform and products",
    );
    expect(said("git")).toMatch(/^ok: git \d+\.\d+/u);
    expect(said("repository")).toBe(`ok: main at ${head}`);
    expect(said("main line")).toBe(
      `ok: a change is compared with ${head}, where it left the main line`,
    );
    expect(said("cache")).toBe(`ok: ${home}/.cache/bp can be written`);
    expect(report.diagnoses.every(({ purpose }) => purpose === "lint")).toBe(true);
    expect(report.exitCode).toBe(0);
  });

  test("a shallow clone, and none, are told with what brings more", async () => {
    const origin = repository();
    write(origin, { "products/shop/README.md": "x" });
    commit(origin, "more");
    const cwd = `${temporary()}/clone`;
    git(origin, "clone", "-q", "--depth=1", `file://${origin}`, cwd);
    const shallow = (await ask(["lint"], { cwd })).said("repository");
    expect(shallow).toContain("warning: main at ");
    expect(shallow).toContain("the clone is shallow: older commits are not here -> `git fetch");
    const { said, report } = await ask(["lint"], { cwd: workspace(unit("products/shop")) });
    expect(said("repository")).toContain("warning: this is in no git repository");
    expect(said("main line")).toBe("skipped: there is no commit to compare with");
    expect(report.exitCode).toBe(0);
  });

  test("without git and Helm it still works", async () => {
    const { said, report } = await ask(["lint"], { cwd: repository(), env: { PATH: temporary() } });
    expect(said("git")).toContain("warning: git could not be started");
    expect(said("repository")).toBe("skipped: there is no git to ask");
    expect(said("helm")).toContain("warning: there is no helm on PATH");
    expect(report.exitCode).toBe(0);
  });

  test("a configuration that cannot be used, and a workspace without a blueprint, are wrong", async () => {
    const cwd = repository();
    write(cwd, { "bp.config.yaml": "rots: [platform]\n" });
    const broken = await ask(["lint"], { cwd });
    expect(broken.said("configuration")).toMatch(/^wrong: bp\.config\.yaml:1:1: .*rots/u);
    expect(broken.said("workspace")).toBe("skipped: the configuration cannot be used");
    expect(broken.outcome.code).toBe(1);
    const empty = await ask(["lint"], { cwd: temporary() });
    expect(empty.said("workspace")).toContain(
      "wrong: there is no blueprint below platform and products -> `bp new NAME`",
    );
    expect(empty.outcome.code).toBe(1);
  });

  test("files that cannot be read are counted, and a cache that cannot be written is told", async () => {
    const cwd = repository();
    write(cwd, { "products/shop/chart/Chart.yaml": "name: [\n", "in-the-way": "" });
    const { said } = await ask(["lint"], { cwd, env: { XDG_CACHE_HOME: `${cwd}/in-the-way/x` } });
    expect(said("workspace")).toContain("cannot be read -> `bp lint` says which and why");
    expect(said("cache")).toContain(`warning: ${cwd}/in-the-way/x/bp cannot be written: ENOTDIR`);
    const homeless = await ask(["lint"], { cwd, env: { HOME: `${cwd}/none` } });
    expect(homeless.said("cache")).toContain("warning: nothing is kept between runs");
  });
});

test("a word that is no purpose is refused, with the one that was meant", async () => {
  const { code, stderr } = await bp(["doctor", "publsh"]);
  expect(code).toBe(2);
  expect(stderr).toContain("did you mean publish?");
});

test("a person sees a column of names, and below what was found what to do", async () => {
  const { stdout } = await bp(["doctor", "lint"], { cwd: workspace(unit("products/shop")) });
  expect(stdout).toMatch(/^lint\nok {7}node {11}Node \d/u);
  expect(stdout).toContain("\n                        -> --changed, --staged, affected");
  expect(stdout).toMatch(/\n\d ok, \d to look at, 0 wrong, \d not looked at\n$/u);
});
