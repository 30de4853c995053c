import { describe, expect, test } from "vitest";

import { pathWithHelm, testHelm } from "../support/helm-path.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";

const files = unit("products/a");
/** A PATH on which there is nothing; git is not needed for what these tests ask. */
const bare = { PATH: "/nonexistent" };

test("without a Helm on PATH the document says so, and the run is well", async () => {
  const { code, stdout } = await bp(["sbom", "a"], { cwd: workspace(files), env: bare });
  expect(code).toBe(0);
  expect(stdout).toContain('"value": "default values: there is no helm on PATH"');
  expect(stdout).toContain('"registry.example/app"');
});

test.each([["sbom"], ["publish"]])(
  "bp %s ends where a Helm that is named is not there",
  async (verb) => {
    const cwd = workspace(files);
    const given = await bp([verb, "a", "--helm", "./none"], { cwd, env: bare });
    expect([given.code, given.stderr]).toEqual([
      2,
      expect.stringContaining("there is no program ./none") as string,
    ]);
    const configured = workspace(files, { "bp.config.yaml": "render: {helm: helm}\n" });
    const asked = await bp([verb, "a"], { cwd: configured, env: bare });
    expect([asked.code, asked.stderr]).toEqual([
      2,
      expect.stringContaining("there is no helm on PATH") as string,
    ]);
    const without = await bp([verb, "a", "--no-render"], { cwd: configured, env: bare });
    expect(without.code, without.stderr).toBe(0);
  },
);

test("two published artifacts are compared, and one with a file in the other form", async () => {
  const cwd = workspace(files, unit("products/b"));
  const published = await bp(["publish", "--all", "--no-render"], { cwd });
  expect(published.code, published.stderr).toBe(0);
  const [a, b] = ["a", "b"].map((name) => `oci-layout:.bp/registry/bp-${name}:1.0.0`);
  const compared = await bp(["sbom", "diff", a ?? "", b ?? "", "-o", "json"], { cwd });
  const { changes } = JSON.parse(compared.stdout) as { changes: readonly object[] };
  expect(changes).toMatchObject([
    { change: "removed", name: "bp-a" },
    { change: "added", name: "bp-b" },
  ]);
  const spdx = await bp(["sbom", "a", "--no-render", "--format", "spdx"], { cwd });
  const file = workspace({ "a.spdx.json": spdx.stdout });
  const same = await bp(["sbom", "diff", `${file}/a.spdx.json`, a ?? ""], { cwd });
  expect(same.stdout).toMatch(/^the same: 2 components before, 2 after$/mu);
});

describe.skipIf(testHelm.path === "")(`bp sbom, with helm ${testHelm.version}`, () => {
  test("has the same bytes as what is published, and says who rendered", async () => {
    const cwd = workspace(files);
    const env = { PATH: pathWithHelm(), XDG_CACHE_HOME: temporary(), SOURCE_DATE_EPOCH: "1" };
    const { code, stderr } = await bp(["publish", "a"], { cwd, env });
    expect(code, stderr).toBe(0);
    const { stdout } = await bp(["sbom", "a"], { cwd, env });
    expect(stdout).toContain(`"value": "helm ${testHelm.version}"`);
    const file = workspace({ "a.json": stdout });
    const artifact = "oci-layout:.bp/registry/bp-a:1.0.0";
    const same = await bp(["sbom", "diff", `${file}/a.json`, artifact], { cwd, env });
    expect(same.stdout).toMatch(/^the same/mu);
    const again = await bp(["publish", "a", "--no-render"], { cwd, env });
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining("unchanged") as string]);
  });
});
