import { expect, test } from "vitest";

import { repaired } from "../repaired.ts";
import { lintFiles, say, unit } from "../support.ts";

const others = { ...unit("b"), ...unit("c") };

test("objects are in order", async () => {
  const spec = "  depends:\n    - blueprint: bp-b\n      version: ^1\n    - {blueprint: c}\n";
  expect((await lintFiles({ ...unit("a", { spec }), ...others })).findings).toEqual([]);
});

test("a bare string is told once, with how to write it", async () => {
  const spec = "  depends:\n    - {blueprint: c}\n    - bp-b\n";
  const { findings } = await lintFiles({ ...unit("a", { spec }), ...others });
  expect(findings).toMatchObject([
    {
      ruleId: "BP115",
      severity: "error",
      line: 13,
      column: 7,
      endColumn: 11,
      pointer: "/spec/depends/1",
      blueprint: "bp-a",
      message: 'the dependency "bp-b" is a bare string, not an object',
      help: "Write it as an object: {blueprint: bp-b, version: <range>}.",
    },
  ]);
});

test("a name that no blueprint can have", async () => {
  const spec = "  depends:\n    - blueprint: Bp_B\n";
  expect(await say("BP115", unit("a", { spec }))).toEqual([
    'platform/a/blueprint.yaml:12:18 "Bp_B" is no blueprint name: lower-case letters, digits and dashes, with or without bp-',
  ]);
});

test("a number is the schema's to tell", async () => {
  const spec = "  depends: [5]\n";
  expect(await say("BP115", unit("a", { spec }))).toEqual([]);
  expect(await say("BP118", unit("a", { spec }))).toHaveLength(1);
});

test.each([
  [
    "\n    - bp-b # the first\n    - 'c'\n",
    "\n    - blueprint: bp-b # the first\n    - blueprint: 'c'\n",
  ],
  [' [bp-b, "c"]\n', ' [{blueprint: bp-b}, {blueprint: "c"}]\n'],
  ["\r\n    -   bp-b\r\n", "\r\n    -   blueprint: bp-b\r\n"],
])("%j becomes objects", async (before, after) => {
  const files = { ...unit("a", { spec: `  depends:${before}` }), ...others };
  expect(await repaired("BP115", files)).toEqual({
    "platform/a/blueprint.yaml": unit("a", { spec: `  depends:${after}` })[
      "platform/a/blueprint.yaml"
    ],
  });
});

test.each(["\n    - &x bp-b\n    - *x\n", "\n    - |-\n      bp-b\n", "\n    - !!str bp-b\n"])(
  "%j is left to its author",
  async (depends) => {
    const files = { ...unit("a", { spec: `  depends:${depends}` }), ...others };
    expect(await say("BP115", files)).not.toEqual([]);
    expect(await repaired("BP115", files)).toEqual({});
  },
);
