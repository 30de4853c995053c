import { expect, test } from "vitest";

import { fileOfA, folder, kit, slot } from "../kit.ts";
import type { Files } from "../support.ts";
import { lintFiles, say, unit } from "../support.ts";

const graph = "scripts/expected-bootstrap-deps.yaml";

/** Slots a, b and c, with what a waits for, and the row that is expected of it. */
function files(row: string, dependsOn: readonly string[] = [], more = ""): Files {
  const slots = { "01-a.yaml": slot("a", dependsOn), "02-b.yaml": slot("b") };
  return {
    ...unit("a"),
    ...kit({ ...slots, "03-c.yaml": slot("c") }),
    [graph]: `slots:\n${row}${others}${more}`,
  };
}

const row = "  - {slot: 1, name: bp-a, depends_on: [bp-b], wave: present}\n";
const others = "  - {slot: 2, name: bp-b}\n  - {slot: 3, name: bp-c}\n";

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

test("an edge to itself is for BP403", async () => {
  expect(await say("BP505", files(row, ["bp-a", "bp-b"]))).toEqual([]);
  const itself = row.replace("[bp-b]", "[bp-a, bp-b]");
  expect(await say("BP505", files(itself, ["bp-b"]))).toEqual([]);
});

test("a release that nobody expects, one in another slot, one that is still to come", async () => {
  expect(await say("BP505", files(""))).toEqual([
    `${fileOfA}:15:9 the release bp-a is not in the expected graph (${graph})`,
  ]);
  expect(await say("BP505", files(row.replace("slot: 1", "slot: 16a"), ["bp-b"]))).toEqual([
    `${fileOfA}:15:9 bp-a is expected in slot 16a, and its file is 01-a.yaml (${graph}:2)`,
  ]);
  const { findings } = await lintFiles(files(row, ["bp-b"], "  - {slot: 4, name: bp-d}\n"));
  expect(findings.filter(({ ruleId }) => ruleId === "BP505")).toMatchObject([
    {
      file: graph,
      line: 5,
      column: 21,
      severity: "info",
      message: `bp-d is expected and not yet in ${folder}`,
    },
  ]);
});

test("a release that was renamed is told once, with what waits for its former name", async () => {
  const renamed = {
    ...files(row.replace("bp-b", "bp-c"), ["bp-c"]),
    [`${folder}/03-c.yaml`]: slot("c").replaceAll("name: bp-c", "name: bp-cc"),
  };
  expect(await say("BP505", renamed)).toEqual([
    `${folder}/03-c.yaml:15:9 slot 3 is expected to hold bp-c, and its release is named bp-cc (${graph}:4)`,
  ]);
});

test("what waits for nobody: a slip, a slot to come, and what may be elsewhere", async () => {
  expect(await say("BP505", files(row, ["bp-bb"]))).toEqual([
    `${fileOfA}:29:13 bp-a waits for bp-bb, which ${folder} does not have; did you mean bp-b?`,
  ]);
  const coming = row.replace("[bp-b]", "[bp-zoo]");
  expect(await say("BP505", files(coming, ["bp-zoo"], "  - {slot: 4, name: bp-zoo}\n"))).toEqual([
    `${fileOfA}:29:13 bp-a waits for bp-zoo, which ${folder} does not have yet`,
    `${graph}:5:21 bp-zoo is expected and not yet in ${folder}`,
  ]);
  const { findings } = await lintFiles(files(row, ["bp-b", "ingress-nginx", "${ELSE}"]));
  expect(findings.filter(({ ruleId }) => ruleId === "BP505")).toMatchObject([
    { severity: "warning", message: expect.stringContaining("ingress-nginx, which") },
    {
      severity: "error",
      message:
        "bp-a waits for ${ELSE}, which is not expected (scripts/expected-bootstrap-deps.yaml:2)",
    },
  ]);
});

test("two files of one number", async () => {
  const twice = {
    ...unit("a"),
    ...kit({ "01-a.yaml": slot("a"), "01-b.yaml": slot("b"), "02-c.yaml": slot("c") }),
  };
  const told = `${folder}/01-b.yaml:15:9 01-b.yaml and 01-a.yaml are both slot 1`;
  expect(await say("BP505", twice)).toEqual([told]);
  const expected = {
    ...twice,
    [graph]: `slots:\n  - {name: bp-a}\n  - {name: bp-b}\n  - {name: bp-c}\n`,
  };
  expect(await say("BP505", expected)).toEqual([told]);
  const rows = `slots:\n  - {slot: 1, name: bp-a}\n  - {slot: 3, name: bp-b}\n  - {slot: 2, name: bp-c}\n`;
  expect(await say("BP505", { ...twice, [graph]: rows })).toEqual([
    `${folder}/01-b.yaml:15:9 bp-b is expected in slot 3, and its file is 01-b.yaml (${graph}:3)`,
  ]);
});

test("a row that is there twice, and an edge to a name without a row", async () => {
  const twice = `  - {slot: 9, name: bp-a}\n  - {slot: 3, name: bp-z, depends_on: [bp-bb, bp-b]}\n`;
  expect((await say("BP505", files(row, ["bp-b"], twice))).slice(0, 3)).toEqual([
    `${graph}:5:21 bp-a is expected already (${graph}:2)`,
    `${graph}:6:21 bp-z is expected and not yet in ${folder}`,
    `${graph}:6:21 slot 3 of bp-z is expected already (${graph}:4)`,
  ]);
  const slip = row.replace("[bp-b]", "[bp-bb]");
  expect(await say("BP505", files(slip, ["bp-b"]))).toEqual([
    `${graph}:2:40 bp-a is expected to wait for bp-bb, which has no row; did you mean bp-b?`,
  ]);
});

test("the graph in the kit goes before the one in scripts; without one it says so", async () => {
  const own = {
    ...files("", ["bp-b"]),
    [`${folder}/expected-bootstrap-deps.yaml`]: `slots:\n${row}${others}`,
  };
  expect(await say("BP505", own)).toEqual([]);
  const { [graph]: _, ...without } = files(row);
  expect((await lintFiles(without)).notRun).toContainEqual({
    ruleId: "BP505",
    reason: `there is no expected-bootstrap-deps.yaml for ${folder}`,
  });
});
