import { expect, test } from "vitest";

import { repaired } from "../repaired.ts";
import { blueprintText, lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

function manifests(text: string): Record<string, string> {
  return unit("a", { spec: `  manifests: ${text}\n` });
}

test.each(["./chart", "chart", "./chart/", "'../a/chart'", "bp-a"])(
  "%s is there",
  async (chart) => {
    expect(await say("BP117", manifests(`{chart: ${chart}}`))).toEqual([]);
  },
);

test("a blueprint in its chart, and the chart of another unit by its name", async () => {
  const blueprint = blueprintText("a", "  manifests: {chart: ./chart}\n");
  const { "platform/a/blueprint.yaml": _, ...rest } = unit("a");
  const inside = { ...rest, "platform/a/chart/blueprint.yaml": blueprint };
  expect(await say("BP117", inside)).toEqual([]);
  const other = { ...manifests("{chart: bp-b}"), ...unit("b") };
  expect(await say("BP117", other)).toEqual([]);
});

test.each(["./charts/a", "bp-z", "../b/chart", "''"])(
  "%s is not, and becomes the folder that is, comment and quotes kept",
  async (chart) => {
    const files = { ...manifests(`{chart: ${chart}} # where`), ...unit("b") };
    const { findings } = await lintFiles(files);
    expect(findings).toMatchObject([
      {
        ruleId: "BP117",
        severity: "error",
        line: 11,
        column: 22,
        pointer: "/spec/manifests/chart",
      },
    ]);
    const quoted = chart === "''" ? "'./chart'" : "./chart";
    expect(await repaired("BP117", files)).toEqual({
      [file]: manifests(`{chart: ${quoted}} # where`)[file],
    });
  },
);

test("without a chart there is nothing to write", async () => {
  const blueprint = blueprintText("a", "  manifests: {chart: ./chart}\n");
  const files = { [file]: blueprint };
  const { findings } = await lintFiles(files);
  expect(findings).toMatchObject([
    {
      ruleId: "BP117",
      fixable: false,
      message: '"./chart" is neither a chart in platform/a nor the name of one',
      help: "Write the chart in platform/a/chart, or take the field out.",
    },
  ]);
});

test.each([
  "oci://ghcr.io/acme/bp-a:1.0.0",
  "oci://ghcr.io/acme/bp-a@1.0.0",
  "ghcr.io:443/acme/bp-a",
  "bp-a:latest",
  `bp-a@sha256:${"0".repeat(64)}`,
])("the reference %s names no other version", async (ref) => {
  expect(await say("BP117", manifests(`{source: {kind: HelmChart, ref: "${ref}"}}`))).toEqual([]);
});

test.each([
  ["oci://ghcr.io/acme/bp-a:0.9.0", "oci://ghcr.io/acme/bp-a:1.0.0"],
  [`bp-a:0.9.0@sha256:${"0".repeat(64)}`, `bp-a:1.0.0@sha256:${"0".repeat(64)}`],
])("the reference %s names another", async (ref, after) => {
  const files = manifests(`{source: {kind: HelmChart, ref: "${ref}"}}`);
  expect(await say("BP117", files)).toEqual([
    `${file}:11:46 the reference names version 0.9.0, the blueprint is 1.0.0`,
  ]);
  expect(await repaired("BP117", files)).toEqual({
    [file]: manifests(`{source: {kind: HelmChart, ref: "${after}"}}`)[file],
  });
});
