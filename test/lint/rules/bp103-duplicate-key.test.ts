import { expect, test } from "vitest";

import { repaired } from "../repaired.ts";
import { lintFiles, load, say, unit } from "../support.ts";

const values = "platform/a/chart/values.yaml";

function withValues(text: string): Record<string, string> {
  return { ...unit("a"), [values]: text };
}

test("a key in two mappings is in order", async () => {
  expect(await say("BP103", withValues("a: {x: 1}\nb: {x: 1}\n"))).toEqual([]);
});

test("the second of two keys is told, with the place of the first", async () => {
  const { findings } = await lintFiles(withValues("s:\n  a: 1\n  b: 2\n  a: 3\n"));
  expect(findings).toMatchObject([
    {
      ruleId: "BP103",
      severity: "error",
      file: values,
      line: 4,
      column: 3,
      endColumn: 4,
      blueprint: "bp-a",
      pointer: "/s/a",
      fixable: false,
      message: 'the key "a" is written twice',
      help: "it stands on line 2 too, and Helm takes the last one silently: keep one",
    },
  ]);
});

test("in a kit, where the whole tree is looked at", async () => {
  const kit = { "clusters/x/bootstrap-kit/01-a.yaml": "kind: HelmRelease\nkind: HelmRelease\n" };
  const files = { ...unit("a"), ...unit("b"), ...kit };
  expect((await load(files)).findings).toHaveLength(1);
  const place = "clusters/x/bootstrap-kit/01-a.yaml:2:1";
  expect(await say("BP103", files)).toEqual([`${place} the key "kind" is written twice`]);
  const some = { selection: new Set(["platform/a"]) };
  expect(await say("BP103", files, some)).toEqual([]);
});

test.each([
  ["a: 1\nb: 2 # two\na: 1\n", "a: 1\nb: 2 # two\n"],
  ["a: 1\r\na: 1\r\n# end\r\n", "a: 1\r\n# end\r\n"],
  ["s:\n  a: [1, {x: y}]\n  a:\n    - 1\n    - x: y\nt: 1\n", "s:\n  a: [1, {x: y}]\nt: 1\n"],
  ["a: 'x'\na: \"x\"", "a: 'x'\n"],
  ["a:\nb: 1\na:\n", "a:\nb: 1\n"],
  ["s: {a: 1, b: 2, a: 1}\n", "s: {a: 1, b: 2}\n"],
  ["a: 1\na: 1\na: 1\n", "a: 1\n"],
  ["a: |\n  x\nb: 1\na: |\n  x\nc: 1\n", "a: |\n  x\nb: 1\nc: 1\n"],
])("%j says the same twice, and then once", async (text, after) => {
  expect(await repaired("BP103", withValues(text))).toEqual({ [values]: after });
});

test.each([
  ["another value", "a: 1\na: 2\n"],
  ["text and number", "a: 1\na: '1'\n"],
  ["a comment that would go", "a: 1\na: 1 # why\n"],
  ["a comment inside", "a: {x: 1}\na:\n  # why\n  x: 1\n"],
  ["an anchor that would go", "a: 1\na: &x 1\nb: *x\n"],
  ["an alias", "a: &x 1\na: *x\n"],
  ["a flow mapping over lines", "s: {a: 1,\n  a: 1}\n"],
])("%s is left to its author", async (_, text) => {
  expect(await repaired("BP103", withValues(text))).toEqual({});
  expect(await say("BP103", withValues(text))).toHaveLength(1);
});
