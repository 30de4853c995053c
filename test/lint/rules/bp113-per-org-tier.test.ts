import { expect, test } from "vitest";

import { repaired } from "../repaired.ts";
import { blueprintText, lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

function tiers(first: string, second: string): string {
  return `  topology:
    supported: [singleton, active-active]
    defaults: {multi-region: active-active, single-region: singleton}
    perTopology:
      singleton: {placement: {tier: ${first}}}
      active-active:
        placement:
          tier: ${second} # where
`;
}

const perOrg = new Set(["a"]);

test("empty tiers, and tiers of a blueprint that is not named", async () => {
  expect(await say("BP113", unit("a", { spec: tiers('""', "''") }), { perOrg })).toEqual([]);
  expect(await say("BP113", unit("a", { spec: tiers("rtz", "rtz") }))).toEqual([]);
  const other = { perOrg: new Set(["bp-b"]) };
  expect(await say("BP113", unit("a", { spec: tiers("rtz", "rtz") }), other)).toEqual([]);
});

test("a tier that is named, each at its place, and left open by the fix", async () => {
  const files = unit("a", { spec: tiers("rtz", "'dmz'") });
  for (const name of ["a", "bp-a"])
    expect(await say("BP113", files, { perOrg: new Set([name]) })).toEqual([
      `${file}:15:37 singleton names the tier rtz, but each organisation has its own cluster`,
      `${file}:18:17 active-active names the tier dmz, but each organisation has its own cluster`,
    ]);
  expect(await repaired("BP113", files, { perOrg })).toEqual({
    [file]: blueprintText("a", tiers('""', "''")),
  });
  const { findings } = await lintFiles(files, { perOrg });
  expect(findings.map(({ severity }) => severity)).toEqual(["error", "error"]);
});
