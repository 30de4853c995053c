import { describe, expect, onTestFinished, test } from "vitest";

import type { ListReport } from "../../src/app/list.ts";
import { serveRegistry } from "../../src/oci/index.ts";
import { commit, git, initialise } from "../support/git.ts";
import { mustBp } from "../support/program.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

function shop(cwd: string, version: string): void {
  write(cwd, unit("products/shop", { version }));
  commit(cwd, version);
}

/** 1.0.0 is published, 1.0.1 was lost, 1.0.2 is here, 1.0.3 is on a branch; a site pins what nobody has. */
async function train(): Promise<{ readonly cwd: string; readonly to: string }> {
  const { host, close } = await serveRegistry({ root: temporary() });
  onTestFinished(close);
  const to = `${host}/charts`;
  const pin = '{ name: bp-shop, version: 3.0.0, repository: "oci://x.example/charts" }';
  const cwd = workspace(unit("products/site", { dependencies: [pin] }));
  initialise(cwd);
  shop(cwd, "1.0.0");
  const keys = temporary();
  await mustBp(["keygen", "--output-key-prefix", "ci"], { cwd: keys });
  await mustBp(["publish", "shop", "--to", to, "--key", `${keys}/ci.key`], { cwd });
  shop(cwd, "1.0.1");
  git(cwd, "checkout", "-q", "-b", "next");
  shop(cwd, "1.0.3");
  git(cwd, "checkout", "-q", "main");
  shop(cwd, "1.0.2");
  return { cwd, to };
}

describe("bp list --versions", () => {
  test("tells what became of each version, by git and the registry", async () => {
    const { cwd, to } = await train();
    const { code, stdout } = await bp(["list", "shop", "--versions", "--to", to, "-o", "json"], {
      cwd,
    });
    const report = JSON.parse(stdout) as ListReport;
    expect(faults("list", report)).toEqual([]);
    expect(code).toBe(0);
    expect(report.versions?.map(({ version, state, where }) => [version, state, where])).toEqual([
      ["3.0.0", "missing", ["products/site/chart/Chart.yaml:6"]],
      ["1.0.3", "pending-merge", ["next"]],
      ["1.0.2", "pending-publish", []],
      ["1.0.1", "dead-reserved", []],
      ["1.0.0", "published", []],
    ]);
    expect(report.findings.map(({ ruleId, message }) => [ruleId, message])).toEqual([
      ["BP612", "bp-shop 1.0.1: it was here, is not published, and never will be"],
      ["BP612", "bp-shop 3.0.0: nobody has published or carries it"],
    ]);
    const { stdout: shown } = await bp(["list", "--versions", "--to", to], { cwd });
    expect(shown).toMatch(/^blueprint {2}versions {2}state {12}where\nbp-shop {4}3\.0\.0 /u);
    expect(shown).toContain(
      "1 missing, 1 pending-merge, 2 pending-publish, 1 dead-reserved, 1 published",
    );
  });

  test("without git it says what it did not look at; without the registry it says nothing", async () => {
    const cwd = workspace(unit("products/shop"));
    const { stdout, stderr, code } = await bp(["list", "--versions"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain("former versions were not looked at");
    expect(stdout).toContain("pending-publish");
    const away = await bp(["list", "--versions", "--to", "r.example/x", "--offline"], { cwd });
    expect(away.code).toBe(2);
    expect(away.stderr).toContain("--versions asks r.example/x what is published");
  });
});
