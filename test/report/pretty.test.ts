import { expect, test } from "vitest";

import type { Block } from "../../src/report/index.ts";
import { pretty, styleOf } from "../../src/report/index.ts";

const blocks: readonly Block[] = [
  { kind: "line", text: "first", tone: "strong" },
  { kind: "table", head: ["a"], rows: [] },
  { kind: "findings", findings: [] },
  { kind: "table", head: ["a"], rows: [[{ text: "1", tone: "bad" }]] },
  { kind: "raw", text: "drawing\n\n" },
  { kind: "line", text: "" },
  { kind: "line", text: "last" },
];

test("sets blocks apart by an empty line and leaves out the empty ones", () => {
  expect(pretty(blocks, styleOf(false))).toBe("first\n\na\n1\n\ndrawing\n\nlast\n");
});

test("colours what has a tone, and never a drawing", () => {
  expect(pretty(blocks, styleOf(true))).toBe(
    "\u001b[1mfirst\u001b[22m\n\n\u001b[2ma\u001b[22m\n\u001b[31m\u001b[1m1\u001b[22m\u001b[39m\n\ndrawing\n\nlast\n",
  );
});

test("is nothing where there is nothing to say", () => {
  expect(pretty([{ kind: "findings", findings: [] }], styleOf(true))).toBe("");
});
