import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

test.each([
  "  manifests: {source: {kind: Kustomize}}\n",
  "  placementSchema: {vcluster: rtz}\n",
  "  defaultPlacement: {vcluster: host}\n",
  "  allowedPlacements: [host, dmz]\n",
  "  rotation: [{kind: password, ttl: 90d}, {kind: key}]\n",
])("%j is in order", async (spec) => {
  expect(await say("BP116", unit("a", { spec }))).toEqual([]);
});

test.each([
  [
    "  manifests: {source: {kind: Helm}}\n",
    '11:30 manifests.source.kind "Helm" is none of HelmChart, Kustomize, OAM',
  ],
  [
    "  placementSchema: {vcluster: host}\n",
    '11:31 placementSchema.vcluster "host" is none of dmz, mgmt, rtz',
  ],
  [
    "  defaultPlacement: {vcluster: rtx}\n",
    '11:32 defaultPlacement.vcluster "rtx" is none of host, mgmt, dmz, rtz; did you mean rtz?',
  ],
  [
    "  defaultPlacement: rtx\n",
    '11:21 defaultPlacement "rtx" is none of host, mgmt, dmz, rtz; did you mean rtz?',
  ],
  [
    "  allowedPlacements: [host, edge]\n",
    '11:29 allowedPlacements.1 "edge" is none of host, mgmt, dmz, rtz',
  ],
  ["  rotation: [{ttl: 90d}]\n", "11:14 the rotation has no kind"],
  [
    "  rotation: [{kind: x, ttl: 3 months}]\n",
    '11:29 the ttl "3 months" is no number of seconds, minutes, hours or days, as 90d',
  ],
])("%j is one finding", async (spec, message) => {
  const { findings } = await lintFiles(unit("a", { spec }));
  expect(findings.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([["BP116", "error"]]);
  expect(await say("BP116", unit("a", { spec }))).toEqual([`${file}:${message}`]);
});

test("visibility, at its pointer", async () => {
  const { findings } = await lintFiles(
    unit("a", { blueprint: unit("a")[file]?.replace("listed", "lsited") ?? "" }),
  );
  expect(findings).toMatchObject([
    {
      ruleId: "BP116",
      line: 10,
      column: 15,
      pointer: "/spec/visibility",
      message: 'visibility "lsited" is none of listed, unlisted, private; did you mean listed?',
    },
  ]);
});
