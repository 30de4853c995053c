import { expect, test } from "vitest";

import { list } from "../../src/app/list.ts";
import { chartOnly, unit } from "../support/workspace.ts";
import { sourceOf } from "./support/workspace.ts";

const slot = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
spec:
  chart:
    spec:
      chart: bp-shop
      version: 1.0.0
`;

test("lists blueprints, charts, slots and drafts", async () => {
  const { workspace } = await sourceOf({
    ...unit("products/shop"),
    ...chartOnly("products/bare", { version: "2.0.0" }),
    "platform/idea/README.md": "# One day\n",
    "clusters/one/bootstrap-kit/05-shop.yaml": slot,
  });
  expect(list(workspace, workspace.units)).toEqual({
    schemaVersion: 1,
    command: "list",
    ok: true,
    exitCode: 0,
    findings: [],
    blueprints: [
      {
        name: "bp-shop",
        folder: "products/shop",
        version: "1.0.0",
        apiVersion: "catalyst.openova.io/v1",
        visibility: "listed",
        chart: "bp-shop",
        kitSlots: [
          { file: "clusters/one/bootstrap-kit/05-shop.yaml", name: "shop", version: "1.0.0" },
        ],
      },
    ],
    charts: [
      { name: "bp-bare", version: "2.0.0", folder: "products/bare/chart", blueprint: null },
      { name: "bp-shop", version: "1.0.0", folder: "products/shop/chart", blueprint: "bp-shop" },
    ],
    drafts: [{ folder: "platform/idea" }],
  });
});

test("says what it cannot read instead of leaving it out", async () => {
  const { workspace } = await sourceOf({
    ...unit("products/shop"),
    "products/torn/blueprint.yaml": "kind: [\n",
    "products/nameless/chart/Chart.yaml": "apiVersion: v2\nname: [a]\nversion: 1.0.0\n",
    "products/binary/chart/Chart.yaml": Buffer.from([0xff, 0xfe, 0x00]),
  });
  const report = list(workspace, workspace.units);
  expect([report.ok, report.exitCode]).toEqual([false, 1]);
  expect(new Set(report.findings.map(({ file }) => file))).toEqual(
    new Set([
      "products/binary/chart/Chart.yaml",
      "products/nameless/chart/Chart.yaml",
      "products/torn/blueprint.yaml",
    ]),
  );
});

test("names what a manifest leaves open as null", async () => {
  const { workspace } = await sourceOf({
    "products/x/blueprint.yaml":
      "apiVersion: catalyst.openova.io/v1alpha1\nkind: Blueprint\nmetadata: { name: x }\nspec: {}\n",
  });
  expect(list(workspace, workspace.units).blueprints).toMatchObject([
    { name: "x", version: "", visibility: null, chart: null, kitSlots: [] },
  ]);
});
