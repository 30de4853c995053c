import { expect, test } from "vitest";

import type { PackageReport } from "../../src/app/package.ts";
import { bp, said } from "../support/program.ts";
import type { Files } from "../support/workspace.ts";
import { unit, workspace } from "../support/workspace.ts";

const names = Array.from({ length: 30 }, (_, index) => `u${index}`);
const broken = { ...unit("products/broken"), "products/broken/chart/.helmignore": "a/**\n" };
const files: Files = Object.assign({ ...broken }, ...names.map((name) => unit(`products/${name}`)));

/** Charts enough for threads, where there is more than one core. */
test("many charts packaged at once are what each is by itself, and one that is refused says why", async () => {
  const cwd = workspace(files);
  const all = await packaged(cwd, "--all");
  expect(all).toHaveLength(names.length + 1);
  for (const name of ["bp-u0", "bp-u7", "bp-u29", "bp-broken"]) {
    const [alone] = await packaged(cwd, name);
    expect(all.find((one) => one.name === name)).toEqual(alone);
  }
  expect(all.find(({ name }) => name === "bp-broken")?.error?.message).toMatch(/\*\*/u);
});

async function packaged(cwd: string, selector: string): Promise<PackageReport["packages"]> {
  const outcome = await bp(["package", selector, "--out", "built", "-o", "json"], { cwd });
  expect([0, 1], said(outcome)).toContain(outcome.code);
  return (JSON.parse(outcome.stdout) as PackageReport).packages;
}
