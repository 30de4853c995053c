import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import { unifiedDiff } from "../../src/report/index.ts";
import { workspace, write } from "../support/workspace.ts";

test("three lines around, line ends and a missing last one kept; what is the same is left out", async () => {
  const before = "1\r\n2\r\n3\r\n4\r\n5\r\nlast";
  const changes = [
    { file: "a/x.yaml", before, after: before.replace("5", "five") },
    { file: "b.yaml", before, after: before },
  ];
  expect(await unifiedDiff(changes)).toBe(
    "--- a/a/x.yaml\n+++ b/a/x.yaml\n@@ -2,5 +2,5 @@\n 2\r\n 3\r\n 4\r\n-5\r\n+five\r\n last\n\\ No newline at end of file\n",
  );
  expect(await unifiedDiff([])).toBe("");
});

test("git applies it", async () => {
  const line = fc.constantFrom("a", "b", "", " ", "\ttab", "é", "- x", "+ y", "@@", "--- z");
  const body = fc.array(line, { maxLength: 12 });
  const text = fc.tuple(body, fc.constantFrom("\n", "\r\n"), fc.boolean());
  await fc.assert(
    fc.asyncProperty(text, text, async ([one, end, closed], [two]) => {
      const [before, after] = [one, two].map((lines) => lines.join(end) + (closed ? end : ""));
      fc.pre(
        before !== undefined &&
          after !== undefined &&
          before !== "" &&
          after !== "" &&
          before !== after,
      );
      const root = workspace({});
      write(root, { "a b.yaml": before });
      const patch = await unifiedDiff([{ file: "a b.yaml", before, after }]);
      const { status, stderr } = spawnSync("git", ["apply", "--whitespace=nowarn"], {
        cwd: root,
        input: patch,
      });
      expect([status, String(stderr)]).toEqual([0, ""]);
      expect(readFileSync(join(root, "a b.yaml"), "utf8")).toBe(after);
    }),
    { numRuns: 30 },
  );
});

test("a file that is new comes from nowhere, as git has it", async () => {
  const patch = await unifiedDiff([{ file: "a/x.yaml", before: undefined, after: "one\n" }]);
  expect(patch).toBe("--- /dev/null\n+++ b/a/x.yaml\n@@ -0,0 +1,1 @@\n+one\n");
  const root = workspace({});
  const { status, stderr } = spawnSync("git", ["apply"], { cwd: root, input: patch });
  expect([status, String(stderr)]).toEqual([0, ""]);
  expect(readFileSync(join(root, "a/x.yaml"), "utf8")).toBe("one\n");
});
