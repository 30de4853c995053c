import * as fc from "fast-check";
import { expect, test } from "vitest";

import { planFixes, textsOf } from "../../../src/app/fix/plan.ts";
import type { Finding } from "../../../src/model/finding.ts";
import { finding } from "../../../src/model/finding.ts";
import { startOf } from "../../../src/model/location.ts";
import type { Tree } from "../../../src/model/tree.ts";
import { blueprintText, treeOf, unit } from "../../lint/support.ts";
import { fixed, tell, text } from "./telling.ts";

const file = "platform/a/blueprint.yaml";

test("a tree in order stays as it is", async () => {
  const { plan, after } = await fixed(unit("a"));
  expect([plan.files, plan.repairs, after]).toEqual([[], [], {}]);
});

test("everything is repaired that can be, round by round, and told; the rest is left", async () => {
  const spec = "  manifest:\n    chrat: ./charts # why\n  depends: [bp-b, nobody]\n";
  const files = { ...unit("a", { spec }), ...unit("b") };
  const { plan, after } = await fixed(files);
  expect(after).toEqual({
    [file]: blueprintText(
      "a",
      "  manifests:\n    chart: ./chart # why\n  depends: [{blueprint: bp-b}, {blueprint: nobody}]\n",
    ),
  });
  expect(
    plan.repairs.map(({ ruleId, file: where, description }) => [ruleId, where, description]),
  ).toEqual([
    ["BP120", file, "call it manifests"],
    ["BP115", file, "write the dependency as an object"],
    ["BP115", file, "write the dependency as an object"],
    ["BP120", file, "call it chart"],
    ["BP117", file, "write ./chart"],
  ]);
  expect(plan.result.findings.map(({ ruleId }) => ruleId)).toEqual(["BP401"]);
});

/** Pieces of a values.yaml: what stands there, and what a repair makes of it. */
const pieces = [
  ["a: 1", "a: 1"],
  ["b: Off # mode", 'b: "Off" # mode'],
  ["c:   'yes'", "c:   'yes'"],
  ["d: on", "d: true"],
  ["", ""],
  ["# é \u{1F600} off: yes", "# é \u{1F600} off: yes"],
  ["f: {x: no,  g: NO} # both", 'f: {x: false,  g: "NO"} # both'],
  ['g: "a\\tb"  ', 'g: "a\\tb"  '],
  ["h: [ 22:22 ]", 'h: [ "22:22" ]'],
  ["i: !!str yes", "i: !!str yes"],
] as const;

test("only what must change does: other bytes stay, and a second run changes nothing", async () => {
  const chosen = fc.shuffledSubarray([...pieces.keys()], { minLength: 1 });
  const ends = fc.constantFrom("\n", "\r\n");
  const marks = fc.constantFrom("", "\uFEFF");
  const repeat = fc.boolean();
  await fc.assert(
    fc.asyncProperty(chosen, ends, marks, repeat, async (indexes, end, mark, again) => {
      const lines = indexes.map((index) => pieces[index] ?? pieces[0]);
      const first = lines.find(([before]) => /^a: 1$/u.test(before));
      const tail = again && first !== undefined ? `a: 1${end}` : "";
      const before = mark + lines.map(([line]) => line + end).join("") + tail;
      const expected = mark + lines.map(([, line]) => line + end).join("");
      const values = "platform/a/chart/values.yaml";
      const files = { ...unit("a"), [values]: before };
      const { after } = await fixed(files);
      expect(after[values] ?? before).toBe(expected);
      const second = await fixed({ ...files, ...after });
      expect(second.plan.files).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

/** A rule of one's own: says this of the file's text, or nothing. */
function telling(
  say: (before: string) => readonly Finding[],
): (tree: Tree) => Promise<{ findings: readonly Finding[] }> {
  return async (tree) => ({ findings: say(text(await tree.read("f.yaml", 1000))) });
}

function replacing(start: number, end: number, by: string, message = by): Finding {
  const at = startOf("f.yaml");
  const changes = [{ ...at, start, end, text: by }];
  return finding({
    ruleId: "BP1",
    severity: "error",
    message,
    at,
    fix: { description: by, changes },
  });
}

test("two that undo each other come to an end", async () => {
  const flip = telling((before) => [replacing(3, 4, before.includes("1") ? "2" : "1")]);
  const plan = await planFixes(treeOf({ "f.yaml": "a: 1\n" }), flip);
  expect(plan.repairs).toHaveLength(10);
  expect(plan.files).toEqual([]);
});

test("a repair that would break the file is left out, and the others are made", async () => {
  const both = telling((before) =>
    before.startsWith("b") ? [replacing(3, 4, "[")] : [replacing(3, 4, "["), replacing(0, 1, "b")],
  );
  const plan = await planFixes(treeOf({ "f.yaml": "a: 1\n" }), both);
  expect(plan.files.map(textsOf)).toEqual([{ file: "f.yaml", before: "a: 1\n", after: "b: 1\n" }]);
  expect(plan.repairs.map(({ message }) => message)).toEqual(["b"]);
});

test("in a file that was broken before, repairs are made all the same", async () => {
  const mend = telling((before) => (before.startsWith("a") ? [replacing(0, 1, "b")] : []));
  const plan = await planFixes(treeOf({ "f.yaml": "a: [\n" }), mend);
  expect(plan.files.map(textsOf)).toEqual([{ file: "f.yaml", before: "a: [\n", after: "b: [\n" }]);
});

test("a file that has two names is edited once", async () => {
  const tree = treeOf({ "f.yaml": "a: 1\n" });
  const linked: Tree = {
    ...tree,
    stat: (path) => tree.stat(path.replace("link", "f")),
    read: (path, limit) => tree.read(path.replace("link", "f"), limit),
    resolve: async (path) => path.replace("link", "f"),
  };
  const twice = telling((before) => {
    const [here] = before.includes("1") ? [replacing(3, 4, "22")] : [];
    const [change] = here?.fix?.changes ?? [];
    if (here === undefined || change === undefined) return [];
    const there = {
      ...here,
      fix: { description: "", changes: [{ ...change, file: "link.yaml" }] },
    };
    return [here, there];
  });
  const plan = await planFixes(linked, twice);
  expect(plan.files.map(textsOf)).toEqual([{ file: "f.yaml", before: "a: 1\n", after: "a: 22\n" }]);
});

test("what is told afterwards is told of the tree as it would be", async () => {
  const files = unit("a", { spec: "  depends: [bp-a]\n" });
  const plan = await planFixes(treeOf(files), tell);
  expect(plan.result.findings.map(({ ruleId }) => ruleId)).toEqual(["BP403"]);
});
