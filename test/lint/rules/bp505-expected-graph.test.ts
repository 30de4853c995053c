import { expect, test } from "vitest";

import { fileOfA, folder, kit, slot } from "../kit.ts";
import type { Files } from "../support.ts";
import { lintFiles, say, unit } from "../support.ts";

const graph = "scripts/expected-bootstrap-deps.yaml";

function files(rows: string, dependsOn: readonly string[] = []): Files {
  return {
    ...unit("a"),
    ...kit({ "01-a.yaml": slot("a", dependsOn) }),
    [graph]: `slots:\n${rows}`,
  };
}

const row = "  - {slot: 1, name: bp-a, depends_on: [bp-b], wave: present}\n";

test("a release as it is expected", async () => {
  expect(await say("BP505", files(row, ["bp-b"]))).toEqual([]);
});

test("an edge that is missing and one that is not expected", async () => {
  expect(await say("BP505", files(row, ["bp-c"]))).toEqual([
    `${fileOfA}:28:3 bp-a should wait for bp-b (${graph}:2)`,
    `${fileOfA}:29:13 bp-a waits for bp-c, which is not expected (${graph}:2)`,
  ]);
  expect(await say("BP505", files(row))).toEqual([
    `${fileOfA}:15:9 bp-a should wait for bp-b (${graph}:2)`,
  ]);
});

test("a release that nobody expects, one in another slot, one that is still to come", async () => {
  expect(await say("BP505", files("  []\n"))).toEqual([
    `${fileOfA}:15:9 the release bp-a is not in the expected graph (${graph})`,
  ]);
  expect(await say("BP505", files(row.replace("slot: 1", "slot: 16a"), ["bp-b"]))).toEqual([
    `${fileOfA}:15:9 bp-a is expected in slot 16a, and its file is 01-a.yaml (${graph}:2)`,
  ]);
  const { findings } = await lintFiles(files(`${row}  - {slot: 2, name: bp-b}\n`, ["bp-b"]));
  expect(findings.filter(({ ruleId }) => ruleId === "BP505")).toMatchObject([
    {
      file: graph,
      line: 3,
      column: 21,
      severity: "info",
      message: `bp-b is expected and not yet in ${folder}`,
    },
  ]);
});

test("the graph in the kit goes before the one in scripts; without one it says so", async () => {
  const own = {
    ...files("  []\n", ["bp-b"]),
    [`${folder}/expected-bootstrap-deps.yaml`]: `slots:\n${row}`,
  };
  expect(await say("BP505", own)).toEqual([]);
  const { [graph]: _, ...without } = files(row);
  expect((await lintFiles(without)).notRun).toContainEqual({
    ruleId: "BP505",
    reason: `there is no expected-bootstrap-deps.yaml for ${folder}`,
  });
});
