import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

function placement(text: string): Record<string, string> {
  return unit("a", { spec: `  placementSchema: ${text}\n` });
}

test.each([
  "{}",
  "{modes: [singleton]}",
  "{modes: [single-region, active-active], default: singleton, defaultOnMultiRegion: active-active}",
  "{modes: [active-hot-standby], default: active-hotstandby}",
  "{modes: [every-region], minRegions: 1, maxRegions: 5}",
  "{default: singleton}",
])("%s is in order", async (text) => {
  expect(await say("BP110", placement(text))).toEqual([]);
});

test.each([
  ["{modes: []}", "11:21 modes lists no mode"],
  ["{modes: }", "11:21 modes lists no mode"],
  [
    "{modes: [active-activ]}",
    '11:29 the mode "active-activ" is none of singleton, active-active, active-hot-standby, active-passive, single-region, active-hotstandby, primary-only, secondary-only, every-region; did you mean active-active?',
  ],
  [
    "{modes: [singleton], default: active-active}",
    "11:50 default is active-active, which modes does not list (singleton)",
  ],
  [
    "{modes: [singleton], defaultOnMultiRegion: every-region}",
    "11:63 defaultOnMultiRegion is every-region, which modes does not list (singleton)",
  ],
  ["{minRegions: 0}", "11:33 minRegions is 0, outside 1 to 5"],
  ["{maxRegions: 6}", "11:33 maxRegions is 6, outside 1 to 5"],
  ["{minRegions: 3, maxRegions: 2}", "11:33 minRegions is 3, more than maxRegions, which is 2"],
])("%s is not", async (text, message) => {
  expect(await say("BP110", placement(text))).toEqual([`${file}:${message}`]);
});

test("one fault is one finding: the schema is silent where this rule speaks", async () => {
  const { findings } = await lintFiles(placement("{modes: [near], default: far, maxRegions: 9}"));
  expect(findings.map(({ ruleId, severity, pointer }) => [ruleId, severity, pointer])).toEqual([
    ["BP110", "error", "/spec/placementSchema/modes/0"],
    ["BP110", "error", "/spec/placementSchema/default"],
    ["BP110", "error", "/spec/placementSchema/maxRegions"],
  ]);
});

test("the workspace's own CRD knows better", async () => {
  const field = "{type: array, items: {type: string, enum: [near]}}";
  const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: blueprints.catalyst.openova.io}
spec:
  group: catalyst.openova.io
  names: {kind: Blueprint, plural: blueprints}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          x-kubernetes-preserve-unknown-fields: true
          properties: {spec: {type: object, properties: {placementSchema: {type: object, properties: {modes: ${field}, maxRegions: {type: integer, maximum: 9}}}}}}
`;
  const of = (text: string): Record<string, string> => ({
    ...placement(text),
    "platform/a/chart/crds/crd.yaml": crd,
  });
  expect(await say("BP110", of("{modes: [near], maxRegions: 9}"))).toEqual([]);
  expect(await say("BP110", of("{modes: [singleton], maxRegions: 10}"))).toEqual([
    `${file}:11:29 the mode "singleton" is none of near`,
    `${file}:11:53 maxRegions is 10, outside 1 to 9`,
  ]);
});
