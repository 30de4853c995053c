import { expect, test } from "vitest";

import { lockDigest, readChartYaml, writeLock } from "../../../src/chart/index.ts";
import type { ChartDependency } from "../../../src/model/chart.ts";
import { unit } from "../../lint/support.ts";
import { bumped, changedLines, umbrella } from "./bumping.ts";

function pinsOf(chart: string): readonly ChartDependency[] {
  return readChartYaml(Buffer.from(chart), "platform/all/chart").dependencies;
}

test("a Chart.lock that was in step stays in step", async () => {
  const charts = umbrella("all", "1.0.0");
  const chart = charts["platform/all/chart/Chart.yaml"] ?? "";
  const lock = "platform/all/chart/Chart.lock";
  const before = writeLock(pinsOf(chart), pinsOf(chart)).replace(
    /generated: .*/u,
    "generated: now # x",
  );
  const result = await bumped({ ...unit("a"), ...charts, [lock]: before }, { names: ["a"] });
  const next = pinsOf(chart.replace("version: 1.0.0 #", "version: 1.0.1 #"));
  expect(changedLines(result)[lock]).toEqual([
    "-  version: 1.0.0",
    "+  version: 1.0.1",
    `-digest: ${lockDigest(pinsOf(chart), pinsOf(chart))}`,
    `+digest: ${lockDigest(next, next)}`,
  ]);
  const stale = before.replace(/digest: .*/u, "digest: sha256:0");
  const other = await bumped({ ...unit("a"), ...charts, [lock]: stale }, { names: ["a"] });
  expect(other.report.left.map(({ message }) => message)).toEqual([
    "Chart.lock has bp-a 1.0.0, and 1.0.1 is asked for",
  ]);
});

test("a bp.lock waits for the bytes of what is fetched once it is published", async () => {
  const charts = { ...unit("a"), ...umbrella("all", "1.0.0") };
  const sha256 = "0".repeat(64);
  const bytes = `charts: {platform/all/chart: {bp-a: {version: 1.0.0, repository: "oci://ghcr.io/acme", sha256: "${sha256}"}}}\n`;
  const fetched = await bumped(
    { ...charts, "bp.lock": bytes },
    { names: ["a"], config: "workspaceDependencies: false\n" },
  );
  expect(fetched.report.left).toMatchObject([
    {
      ruleId: "BP207",
      file: "bp.lock",
      message:
        "bp.lock has bp-a 1.0.0 for bp-all: the bytes of 1.0.1 are known once it is published",
    },
  ]);
  const inside = await bumped({ ...charts, "bp.lock": bytes }, { names: ["a"] });
  expect(inside.report.left).toEqual([]);
});
