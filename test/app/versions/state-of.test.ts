import { describe, expect, test } from "vitest";

import { defaultConfig } from "../../../src/app/config.ts";
import { load } from "../../../src/app/load.ts";
import type { KnownVersions } from "../../../src/app/versions/state-of.ts";
import { stateOf } from "../../../src/app/versions/state-of.ts";
import { versionStates } from "../../../src/app/versions/version-states.ts";
import { folder, kit, slot } from "../../lint/kit.ts";
import { chartText, treeOf, unit } from "../../lint/support.ts";

const at = { file: "k.yaml", line: 7, column: 1, endLine: 7, endColumn: 2 };

/** A train: 1.4.179 is out, 180 and 181 were lost, 182 is here, 183 is on a branch, a kit asks for 190 and 180. */
const train: KnownVersions = {
  current: "1.4.182",
  published: ["1.4.179", "1.4.178"],
  claims: [
    { branch: "origin/next", version: "1.4.183" },
    { branch: "old", version: "1.4.181" },
  ],
  past: ["1.4.182", "1.4.181", "1.4.180", "1.4.179"],
  pins: ["1.4.190", "1.4.180", "1.4.179"].map((version) => ({
    version,
    at,
  })),
};

test.each([
  ["1.4.178", "published", []],
  ["1.4.179", "published", ["k.yaml:7"]],
  ["1.4.180", "dead-reserved", ["k.yaml:7"]],
  ["1.4.181", "dead-reserved", ["old"]],
  ["1.4.182", "pending-publish", []],
  ["1.4.183", "pending-merge", ["origin/next"]],
  ["1.4.190", "missing", ["k.yaml:7"]],
])("%s is %s", (version, state, where) => {
  expect(stateOf(version, train)).toEqual({ state, where });
});

describe("what is told", () => {
  const files = {
    ...unit("a", { chart: chartText("a").replace("1.0.0", "1.0.3") }),
    ...kit({
      "01-a.yaml": slot("a").replace("version: 1.0.0", "version: 1.0.1"),
      "02-a.yaml": slot("a").replace("version: 1.0.0", "version: 2.0.0"),
    }),
  };

  async function findings(published: readonly string[], past: readonly string[]) {
    const workspace = await load(treeOf(files), defaultConfig);
    const sites = { workspaceDependencies: true, lockstep: new Set<string>() };
    const found = await versionStates(
      workspace.units,
      { workspace, sites },
      { published: async () => published, claims: async () => [], past: async () => past },
    );
    return found.findings.map(({ ruleId, severity, file, message }) => [
      ruleId,
      severity,
      file,
      message,
    ]);
  }

  test("a pin of a number that is lost, and of one that nobody knows", async () => {
    expect(await findings(["1.0.0", "1.0.2"], ["1.0.3", "1.0.2", "1.0.1", "1.0.0"])).toEqual([
      [
        "BP612",
        "warning",
        `${folder}/01-a.yaml`,
        "bp-a 1.0.1: it was here, is not published, and never will be",
      ],
      ["BP612", "warning", `${folder}/02-a.yaml`, "bp-a 2.0.0: nobody has published or carries it"],
    ]);
  });

  test("a lost number above what is published; not those of before the first publish", async () => {
    const chart = "platform/a/chart/Chart.yaml";
    const lost = await findings(["1.0.1", "2.0.0-rc.1", "2.0.0"], ["1.0.3"]);
    expect(lost).toEqual([]);
    const above = await findings(["1.0.1"], ["1.0.3", "1.0.2", "1.0.0"]);
    expect(above.map(([, , file, message]) => [file, message])).toEqual([
      [`${folder}/02-a.yaml`, "bp-a 2.0.0: nobody has published or carries it"],
      [chart, "bp-a 1.0.2: it was here, is not published, and never will be"],
    ]);
    expect(await findings([], ["1.0.3", "1.0.2"])).toHaveLength(2);
  });
});
