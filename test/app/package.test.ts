import { text } from "node:stream/consumers";

import { describe, expect, test } from "vitest";

import type { PackageReport } from "../../src/app/package.ts";
import { archiveMaker, packageUnits } from "../../src/app/package.ts";
import type { Source } from "../../src/app/packaging.ts";
import { spool } from "../../src/cli/spool.ts";
import { digestOf } from "../../src/model/digest.ts";
import { compositions } from "../support/compositions.ts";
import { kustomize } from "../support/kustomize.ts";
import { chartOnly, unit } from "../support/workspace.ts";
import { sourceOf } from "./support/workspace.ts";

const workspaceDependency =
  '{ name: bp-base, version: "^1.0.0", repository: "oci://ghcr.io/acme" }';

async function packaged(
  source: Source,
): Promise<{ readonly report: PackageReport; readonly written: ReadonlyMap<string, number> }> {
  const written = new Map<string, number>();
  const make = archiveMaker(source.tree, {
    spool,
    write: async (name, bytes) => {
      written.set(name, (await text(bytes)).length);
      return `out/${name}`;
    },
  });
  const report = await packageUnits(source.workspace.units, source, { make, atOnce: 1 });
  return { report, written };
}

describe("package", () => {
  test("manifests for Kustomize, and a chart beside them", async () => {
    const files = { ...kustomize("platform/guard"), ...unit("products/shop") };
    const { report, written } = await packaged(await sourceOf(files));
    expect([...written.keys()]).toEqual(["bp-guard-1.0.0.tgz", "bp-shop-1.0.0.tgz"]);
    expect(report).toMatchObject({ ok: true, packages: [{ name: "bp-guard", notes: [] }, {}] });
  });

  test("writes one archive a unit, the same every time", async () => {
    const files = { ...unit("products/shop"), ...chartOnly("products/bare") };
    const first = await packaged(await sourceOf(files));
    const second = await packaged(await sourceOf(files));
    expect(first.report).toEqual(second.report);
    expect([...first.written.keys()]).toEqual(["bp-bare-1.0.0.tgz", "bp-shop-1.0.0.tgz"]);
    expect(first.report).toMatchObject({
      ok: true,
      packages: [
        { name: "bp-bare", file: "out/bp-bare-1.0.0.tgz" },
        { name: "bp-shop", file: "out/bp-shop-1.0.0.tgz", folder: "products/shop" },
      ],
    });
  });

  test("compositions are no part of a chart's archive, and that is said", async () => {
    const files = { ...unit("products/shop"), ...compositions("products/shop") };
    const { report } = await packaged(await sourceOf(files));
    const plain = await packaged(await sourceOf(unit("products/shop")));
    expect(report.packages[0]?.digest).toBe(plain.report.packages[0]?.digest);
    expect(report.packages[0]?.notes).toEqual([
      "compositions/ is no part of the archive: `bp publish` puts it beside the chart",
    ]);
  });

  test("bp.lock enters no package", async () => {
    const files = unit("products/shop");
    const hex = "0".repeat(64);
    const lock = `charts: {products/shop/chart: {a: {version: "1", repository: r, sha256: "${hex}"}}}`;
    const locked = await sourceOf({ ...files, "bp.lock": lock });
    expect(locked.workspace.lock?.charts.size).toBe(1);
    expect(await packaged(locked)).toEqual(await packaged(await sourceOf(files)));
  });

  test("says the digest of the very bytes it wrote", async () => {
    const source = await sourceOf(unit("products/shop"));
    let digest = "";
    const make = archiveMaker(source.tree, {
      spool,
      write: async (name, bytes) => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of bytes) chunks.push(chunk.slice());
        digest = digestOf(Buffer.concat(chunks));
        return name;
      },
    });
    const report = await packageUnits(source.workspace.units, source, { make, atOnce: 1 });
    expect(report.packages[0]?.digest).toBe(digest);
  });

  test("takes a dependency from the workspace and says so", async () => {
    const files = {
      ...unit("platform/base", { version: "1.4.0" }),
      ...unit("products/shop", { dependencies: [workspaceDependency] }),
    };
    const { report } = await packaged(await sourceOf(files));
    expect(report.packages.map(({ notes }) => notes)).toEqual([
      [],
      ["bp-base 1.4.0 is taken from the workspace, platform/base/chart"],
    ]);
  });

  test("says where a chart by file:// is as it was vendored", async () => {
    const dependency = '{ name: base, version: "*", repository: "file://../../../libs/base" }';
    const source = await sourceOf({
      ...unit("products/shop", { dependencies: [dependency] }),
      "libs/base/Chart.yaml": "apiVersion: v2\nname: base\nversion: 0.2.0\n",
      "products/shop/chart/charts/base/Chart.yaml": "apiVersion: v2\nname: base\nversion: 0.1.0\n",
    });
    const { report } = await packaged(source);
    expect(report.packages[0]?.notes).toEqual([
      "base 0.1.0 is as it was vendored, products/shop/chart/charts/base",
    ]);
  });

  test("names both versions where the workspace's does not fit, and packages the others", async () => {
    const { report, written } = await packaged(
      await sourceOf({
        ...unit("platform/base", { version: "2.0.0" }),
        ...unit("products/shop", { dependencies: [workspaceDependency] }),
      }),
    );
    expect([report.ok, report.exitCode, [...written.keys()]]).toEqual([
      false,
      1,
      ["bp-base-2.0.0.tgz"],
    ]);
    const failed = report.packages.find(({ name }) => name === "bp-shop");
    expect(failed).toMatchObject({ file: null, digest: null, size: 0 });
    expect(failed?.error).toMatchObject({ code: "MATERIAL" });
    expect(failed?.error?.message).toMatch(/^products\/shop\/chart\/Chart\.yaml:\d+:\d+: /u);
    expect(failed?.error?.message).toContain("2.0.0");
    expect(failed?.error?.message).toContain("^1.0.0");
  });

  test("workspaceDependencies: false leaves the workspace alone", async () => {
    const files = {
      ...unit("platform/base"),
      ...unit("products/shop", { dependencies: [workspaceDependency] }),
    };
    const { report } = await packaged(await sourceOf(files, { workspaceDependencies: false }));
    expect(report.packages.map(({ error }) => error?.code)).toEqual([undefined, "MATERIAL"]);
    expect(report.packages[1]?.error?.message).toMatch(/not vendored/u);
  });

  test("a hollow chart is refused by what is in its archive", async () => {
    const { report, written } = await packaged(
      await sourceOf({
        "products/hollow/chart/Chart.yaml": "apiVersion: v2\nname: bp-hollow\nversion: 1.0.0\n",
      }),
    );
    expect(report.packages[0]?.error?.message).toMatch(
      /^the package of bp-hollow 1\.0\.0 is hollow: .*\(BP202\)$/u,
    );
    expect(written.size).toBe(0);
  });

  test("of two charts that would make one archive the second is refused", async () => {
    const { report, written } = await packaged(
      await sourceOf({ ...unit("platform/shop"), ...unit("products/shop", { data: "other" }) }),
    );
    expect([...written.keys()]).toEqual(["bp-shop-1.0.0.tgz"]);
    expect(report.packages.map(({ folder, error }) => [folder, error?.message])).toEqual([
      ["platform/shop", undefined],
      ["products/shop", "products/shop makes bp-shop-1.0.0.tgz, as platform/shop does"],
    ]);
    expect(report.exitCode).toBe(1);
  });

  test("a blueprint without a chart has nothing to package", async () => {
    const source = await sourceOf({
      "products/x/blueprint.yaml": unit("products/x")["products/x/blueprint.yaml"] ?? "",
    });
    const { report } = await packaged(source);
    expect(report.packages[0]?.error?.message).toMatch(/^products\/x has no chart\//u);
    expect(report.exitCode).toBe(1);
  });
});
