import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { commit, initialise } from "../support/git.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

/** Runs a command, holds its report against its schema, and gives the report. */
async function report(
  name: string,
  args: readonly string[],
  cwd: string,
): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await bp([...args, "-o", "json"], { cwd });
  expect(code, stderr).toBe(0);
  const value = JSON.parse(stdout) as Record<string, unknown>;
  expect(faults(name, value)).toEqual([]);
  return value;
}

test("what changed between the bills of materials of two versions", async () => {
  const cwd = workspace(unit("products/shop"));
  await report("publish", ["publish"], cwd);
  writeFileSync(join(cwd, "now.json"), (await bp(["sbom", "shop"], { cwd })).stdout);
  const published = "oci-layout:.bp/registry/bp-shop:1.0.0";
  const same = await report("sbom", ["sbom", "diff", published, "now.json"], cwd);
  expect(same).toMatchObject({ changes: [], old: { components: 2 }, new: { components: 2 } });
  writeFileSync(
    join(cwd, "other.json"),
    JSON.stringify({ bomFormat: "CycloneDX", components: [{ type: "library", name: "x" }] }),
  );
  const other = await report("sbom", ["sbom", "diff", "other.json", "now.json"], cwd);
  expect(other).toMatchObject({ changes: [{ change: "added" }, {}, { change: "removed" }] });
  const fault = await bp(["sbom", "diff", "now.json"], { cwd });
  expect([fault.code, fault.stderr]).toEqual([2, expect.stringContaining("compares two")]);
});

test("another tool's result that is attested", async () => {
  const cwd = workspace(unit("products/shop"));
  await report("publish", ["publish"], cwd);
  writeFileSync(join(cwd, "scan.json"), '{"found": 0}');
  const shop = "oci-layout:.bp/registry/bp-shop:1.0.0";
  const scan = ["attest", shop, "--predicate", "scan.json", "--type", "vuln"];
  expect(await report("attest", scan, cwd)).toMatchObject({ status: "attested" });
  expect(await report("attest", scan, cwd)).toMatchObject({ status: "unchanged" });
  const unknown = await bp(["attest", shop, "--predicate", "scan.json"], { cwd });
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining("does not show")]);
});

test("what is built again, the same and not", async () => {
  const cwd = workspace(unit("products/shop"), { ".gitignore": ".bp\n" });
  initialise(cwd);
  commit(cwd);
  await report("publish", ["publish"], cwd);
  const shop = ["rebuild", "oci-layout:.bp/registry/bp-shop:1.0.0"];
  expect(await report("rebuild", shop, cwd)).toMatchObject({ identical: true });
  write(cwd, unit("products/shop", { version: "1.0.1", data: "two" }));
  await report("publish", ["publish"], cwd);
  const { code, stdout } = await bp(["rebuild", `${shop[1]?.slice(0, -1)}1`, "-o", "json"], {
    cwd,
  });
  const value: unknown = JSON.parse(stdout);
  expect([code, faults("rebuild", value)]).toEqual([1, []]);
  expect(value).toMatchObject({
    identical: false,
    files: [{ path: "Chart.yaml" }, { path: "templates/config.yaml" }],
    manifest: [{}, {}, {}],
  });
});

test("a closure that is verified, and the policies of its consumers", async () => {
  const { host, close } = await serveRegistry({ root: temporary() });
  onTestFinished(close);
  const cwd = workspace(
    unit("products/cart"),
    unit("products/shop", { depends: { cart: "^1.0" } }),
  );
  await report("keygen", ["keygen"], cwd);
  const to = ["--to", `${host}/charts`, "--key", "cosign.key"];
  await report("publish", ["publish", "--all", ...to], cwd);
  const shop = [`${host}/charts/bp-shop:1.0.0`, "--key", "cosign.pub"];
  const verified = await report("verify", ["verify", ...shop, "--deep"], cwd);
  expect(verified).toMatchObject({ ok: true, dependencies: [{ name: "bp-cart", ok: true }] });
  for (const consumer of ["flux", "kyverno", "policy-controller"])
    expect(await report("policy", ["policy", ...shop, "--for", consumer], cwd)).toMatchObject({
      consumer,
    });
});
