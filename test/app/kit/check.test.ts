import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { describe, expect, test } from "vitest";

import { kitCheck } from "../../../src/app/kit/check.ts";
import type { CheckedKit, KitCheckReport } from "../../../src/app/kit/kit-report.ts";
import { selectKits } from "../../../src/app/kit/select-kits.ts";
import { diskTree, loadWorkspace } from "../../../src/workspace/index.ts";
import { folder, kit, slot } from "../../lint/kit.ts";
import type { Files } from "../../lint/support.ts";
import { load, unit } from "../../lint/support.ts";

const graph = "scripts/expected-bootstrap-deps.yaml";

async function check(files: Files, ...selectors: string[]): Promise<KitCheckReport> {
  const workspace = await load(files);
  const kits = selectKits(workspace, { selectors, folder: "" });
  return kitCheck(workspace, kits, {});
}

async function onlyKit(files: Files): Promise<CheckedKit> {
  const [checked] = (await check(files)).kits;
  if (checked === undefined) throw new Error("there is no kit");
  return checked;
}

function needing(...names: readonly string[]): { spec: string } {
  return { spec: `  depends:\n${names.map((name) => `    - blueprint: bp-${name}\n`).join("")}` };
}

const tree = { ...unit("a"), ...unit("b", needing("a")), ...unit("c", needing("a", "z")) };
const slots = {
  "01-a.yaml": slot("a"),
  "02-b.yaml": slot("b", ["bp-a"]),
  "16a-c.yaml": slot("c", ["bp-a", "bp-b"]),
};

test("a kit without an expected graph: slots, waves, chain and what is redundant, with places", async () => {
  const checked = await onlyKit({ ...tree, ...kit(slots) });
  expect(checked).toMatchObject({
    kit: folder,
    present: 3,
    expected: 0,
    expectedFile: null,
    deferred: [],
    drift: [],
    longestChain: ["bp-c", "bp-b", "bp-a"],
    redundantEdges: [{ from: "bp-c", to: "bp-a", file: `${folder}/16a-c.yaml`, line: 29 }],
    waves: [["bp-a"], ["bp-b"], ["bp-c"]],
    blocked: [],
    deferredDiffs: [],
  });
  expect(checked.slots[2]).toEqual({
    name: "bp-c",
    slot: "16a",
    file: `${folder}/16a-c.yaml`,
    line: 15,
    chart: "bp-c",
    version: "1.0.0",
    dependsOn: ["bp-a", "bp-b"],
  });
  expect(checked.blueprintDiffs).toEqual([
    {
      name: "bp-c",
      file: "platform/c/blueprint.yaml",
      line: 11,
      missing: ["bp-b"],
      extra: ["bp-z"],
    },
  ]);
});

test("drift both ways, what is deferred and how its blueprint differs", async () => {
  const rows = `slots:
  - {slot: 1, name: bp-a, depends_on: [bp-b]}
  - {slot: 2, name: bp-bb, depends_on: []}
  - {slot: 16, name: bp-c, depends_on: [bp-a]}
  - {slot: 17, name: bp-d, depends_on: [bp-a], wave: later}
`;
  const files = { ...tree, ...unit("d", needing("c")), ...kit(slots), [graph]: rows };
  const checked = await onlyKit(files);
  expect(
    checked.drift.map(({ kind, name, to, line, row }) => [kind, name, to, line, row?.line]),
  ).toEqual([
    ["missing-edge", "bp-a", "bp-b", 15, 2],
    ["renamed", "bp-b", "bp-bb", 15, 3],
    ["slot", "bp-c", "16", 15, 4],
    ["extra-edge", "bp-c", "bp-b", 30, 4],
  ]);
  expect(checked.deferred).toEqual([
    { name: "bp-d", slot: "17", wave: "later", file: graph, line: 5 },
  ]);
  expect(checked.deferredDiffs).toMatchObject([
    { name: "bp-d", missing: ["bp-a"], extra: ["bp-c"] },
  ]);
});

test("cycles come with how they are opened, whichever of the graphs their edges stand in", async () => {
  const row = "  - {slot: 1, name: bp-a, depends_on: [bp-b]}\n";
  const files = {
    ...tree,
    ...kit({ "01-a.yaml": slot("a"), "02-b.yaml": slot("b", ["bp-a"]) }),
    [graph]: `slots:\n${row}  - {slot: 2, name: bp-b, depends_on: [bp-a]}\n`,
  };
  const { cycles, breaks } = await onlyKit(files);
  expect(cycles.map((cycle) => cycle.graph)).toEqual(["expected"]);
  expect(breaks).toEqual([
    {
      names: ["bp-a", "bp-b"],
      deferred: [{ from: "bp-a", to: "bp-b", file: graph, line: 2, remedy: "drop" }],
      cost: 1,
      atLeast: 1,
      phases: [
        {
          phase: 1,
          edits: [{ file: graph, line: 2, text: "take bp-b out of what is expected of bp-a" }],
          install: [["bp-a"], ["bp-b"]],
        },
      ],
    },
  ]);
});

test("pins, waits for nobody, and cycles with the graph that holds them", async () => {
  const stale = slot("b", ["bp-a", "bp-gone"]).replace("version: 1.0.0", "version: 0.9.0");
  const files = {
    ...unit("a", needing("b")),
    ...unit("b", needing("a")),
    ...kit({ "01-a.yaml": slot("a", ["bp-a"]), "02-b.yaml": stale }),
    [graph]: "slots: [{name: bp-a, depends_on: [bp-b]}]\n",
  };
  const checked = await onlyKit(files);
  expect(checked.pinDrift).toEqual([
    {
      name: "bp-b",
      chart: "bp-b",
      pinned: "0.9.0",
      version: "1.0.0",
      file: `${folder}/02-b.yaml`,
      line: 21,
      chartFile: "platform/b/chart/Chart.yaml",
      chartLine: 3,
    },
  ]);
  expect(checked.missing).toMatchObject([{ from: "bp-b", to: "bp-gone", line: 30 }]);
  expect(checked.cycles.map(({ graph: where, names }) => [where, names])).toEqual([
    ["depends", ["bp-a", "bp-b"]],
    ["dependsOn", ["bp-a"]],
  ]);
  expect(checked.cycles[1]?.edges).toEqual([
    { from: "bp-a", to: "bp-a", file: `${folder}/01-a.yaml`, line: 29, source: "dependsOn" },
  ]);
  expect(checked.blocked).toEqual(["bp-a", "bp-b"]);
});

describe("a selection of kits", () => {
  const two = { ...tree, ...kit(slots), ...kit(slots, "clusters/z.example/bootstrap-kit") };

  test("holds the findings of its kits, and what belongs to none", async () => {
    const stale = slot("a").replace("version: 1.0.0", "version: 0.9.0");
    const files = { ...two, [`${folder}/01-a.yaml`]: stale };
    expect((await check(files)).findings.map(({ ruleId }) => ruleId)).toContain("BP503");
    const { findings, kits, ok } = await check(files, "z.example");
    expect(kits.map((one) => one.kit)).toEqual(["clusters/z.example/bootstrap-kit"]);
    expect([...new Set(findings.map(({ ruleId }) => ruleId))]).toEqual(["BP404"]);
    expect(ok).toBe(true);
  });

  test.each([
    ["a", 1],
    ["clusters/z.example", 1],
    ["clusters/z.example/bootstrap-kit/02-b.yaml", 1],
    ["./clusters/", 2],
    ["clusters/*/bootstrap-kit", 2],
  ])("%s", async (selector, count) => {
    expect((await check(two, selector)).kits).toHaveLength(count);
  });

  test("that holds nothing is told, with a guess", async () => {
    await expect(check(two, "z.exmaple")).rejects.toMatchObject({
      code: "EMPTY_SELECTION",
      hint: "did you mean z.example?",
    });
    await expect(check(two, "nothing")).rejects.toMatchObject({
      hint: `there are ${folder}, clusters/z.example/bootstrap-kit`,
    });
    await expect(check(tree)).rejects.toThrow("this workspace holds no bootstrap kit");
  });

  test("is the kit that one stands in", async () => {
    const workspace = await load(two);
    const here = { selectors: [], folder };
    expect(selectKits(workspace, here)).toHaveLength(1);
    expect(selectKits(workspace, { ...here, folder: "clusters" })).toHaveLength(2);
  });
});

const corpus =
  process.env["BP_CORPUS"] ?? resolve(import.meta.dirname, "../../../../shared/corpus/openova");

describe.skipIf(!existsSync(corpus))("the kits of the corpus", () => {
  test("are told as a search by lines finds them", async () => {
    const workspace = await loadWorkspace(diskTree(corpus), { roots: ["platform", "products"] });
    const { kits } = kitCheck(workspace, workspace.kits ?? [], {});
    const rows = [
      ...readFileSync(join(corpus, graph), "utf8").matchAll(
        /^ {4}name: (.*)\n {4}depends_on: \[(.*)\]/gmu,
      ),
    ];
    expect(kits).toHaveLength(3);
    for (const checked of kits) {
      const wanted = new Map(
        rows.map(([, name = "", on = ""]) => [name, on.split(", ").filter(Boolean)]),
      );
      expect(checked.expected).toBe(wanted.size);
      expect(checked.deferred.length).toBe(wanted.size - checked.present);
      expect([checked.drift, checked.pinDrift, checked.cycles, checked.missing]).toEqual([
        [],
        [],
        [],
        [],
      ]);
      for (const { name, dependsOn } of checked.slots)
        expect([name, dependsOn.toSorted()]).toEqual([name, wanted.get(name)?.toSorted()]);
    }
  });
});
