import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

function upgrades(range: string): Record<string, string> {
  return unit("a", { spec: `  upgrades:\n    from: [${JSON.stringify(range)}]\n` });
}

test.each([
  "1.x",
  "0.x",
  "^1.4",
  "~1.4",
  ">=1.0.0 <2",
  "1.0.0",
  "=1.0.0-rc.1",
  "*",
  "x.x",
  "1.0.0+b",
])("%j means one thing", async (range) => {
  expect(await say("BP123", upgrades(range))).toEqual([]);
});

test.each(["01.x", "1.2-rc.1", "1.x.0", "x.2", "1.x <01.4"])(
  "%j is no range of npm's",
  async (range) => {
    const message = `the range ${JSON.stringify(range)} is none in npm's grammar, which reads depends`;
    expect(await say("BP123", upgrades(range))).toEqual([`${file}:12:12 ${message}`]);
  },
);

test("what the controller does not read is another rule's", async () => {
  expect(await say("BP123", upgrades("1.x || 2.x"))).toEqual([]);
});

test("each item at its place, as information", async () => {
  const spec = "  upgrades:\n    blocks:\n      - 1.x\n      - x.1\n";
  const { findings } = await lintFiles(unit("a", { spec }));
  expect(findings).toMatchObject([
    { ruleId: "BP123", severity: "info", line: 14, column: 9, pointer: "/spec/upgrades/blocks/1" },
  ]);
});
