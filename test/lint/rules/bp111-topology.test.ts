import { expect, test } from "vitest";

import { repaired } from "../repaired.ts";
import { blueprintText, lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

const whole = `  topology:
    supported: [singleton, active-hot-standby]
    defaults: {multi-region: active-hot-standby, single-region: singleton}
    perTopology:
      active-hot-standby:
        replication: {backend: postgres, mode: sync}
        placement:
          tier: rtz
          clusters: [rtz-A, rtz-B]
          roles: {rtz-A: active, rtz-B: passive}
`;

function topology(before: string, after: string): Record<string, string> {
  return unit("a", { spec: whole.replace(before, after) });
}

test("a topology that holds together, and none at all", async () => {
  expect((await lintFiles(topology("", ""))).findings).toEqual([]);
  expect(await say("BP111", unit("a"))).toEqual([]);
});

test.each([
  [
    "supported: [singleton, active-hot-standby]",
    "supported: []",
    ["12:5 no topology is supported"],
  ],
  [
    "[singleton,",
    "[every-region,",
    [
      '12:17 the topology "every-region" is none of active-active, active-hot-standby, active-passive, singleton',
      "13:65 the default singleton is not supported (every-region, active-hot-standby)",
    ],
  ],
  [
    "multi-region: active-hot-standby",
    "multi-region: active-active",
    ["13:30 the default active-active is not supported (singleton, active-hot-standby)"],
  ],
  [
    "      active-hot-standby:\n",
    "      active-passive: {}\n      active-hot-standby:\n",
    [
      "15:7 perTopology describes active-passive, which is not supported (singleton, active-hot-standby)",
    ],
  ],
  [
    "mode: sync",
    "mode: async",
    [
      "16:48 a hot standby loses nothing: active-hot-standby needs replication.mode sync, it is async",
    ],
  ],
  [
    ", mode: sync",
    "",
    [
      "16:9 a hot standby loses nothing: active-hot-standby needs replication.mode sync, none is written",
    ],
  ],
  [
    "        replication: {backend: postgres, mode: sync}\n",
    "",
    [
      "15:7 a hot standby loses nothing: active-hot-standby needs replication.mode sync, none is written",
    ],
  ],
  [
    "[rtz-A, rtz-B]",
    "[rtz-A, rtz-C]",
    ['19:29 "rtz-C" is no cluster: a tier (mgmt, dmz, rtz), a dash, and A or B'],
  ],
  [", rtz-B: passive", "", ["19:29 the cluster rtz-B has no role"]],
])("%j as %j", async (before, after, messages) => {
  const told = messages.map((message) => `${file}:${message}`);
  expect(await say("BP111", topology(before, after))).toEqual(told);
});

test("what another rule says of the schema is not said twice", async () => {
  const { findings } = await lintFiles(topology("[rtz-A, rtz-B]", "[rtz-A, west-1]"));
  expect(findings.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([["BP111", "error"]]);
});

test("older spellings and small letters are written anew", async () => {
  const old = whole
    .replace("[singleton, active-hot-standby]", "[single-region, 'active-hotstandby'] # two")
    .replace("single-region: singleton", "single-region: single-region")
    .replace("clusters: [rtz-A,", "clusters: [rtz-a,");
  const after = await repaired("BP111", unit("a", { spec: old }));
  expect(after).toEqual({
    [file]: blueprintText(
      "a",
      whole.replace("[singleton, active-hot-standby]", "[singleton, 'active-hot-standby'] # two"),
    ),
  });
});

test("what is only spelt wrong is left to its author", async () => {
  expect(await repaired("BP111", topology("mode: sync", "mode: async"))).toEqual({});
});
