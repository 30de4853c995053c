import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

function upgrades(range: string, name = "from"): Record<string, string> {
  return unit("a", { spec: `  upgrades:\n    ${name}: [${JSON.stringify(range)}]\n` });
}

test.each([
  "0.x",
  "1.2.X",
  "*",
  "^1.4",
  "~1.4",
  ">=1.0.0 <2",
  " 1.0.0  ",
  "=1.0.0-rc.1",
  "1.0.0+build.5",
  "x.x.0",
])("%j is read", async (range) => {
  expect(await say("BP114", upgrades(range))).toEqual([]);
});

test.each([
  ["", "is empty"],
  ["1.x || 2.x", "has ||, with the component || in place of a number or x"],
  ["1.0 - 2.0", "has -, whose pre-release is not letters, digits and dashes"],
  [">= 1.0", "has >= with no version right behind it"],
  ["v1.0", "has v1.0, with the component v1 in place of a number or x"],
  ["1.2.3.4", "has 1.2.3.4, of more than three components"],
  ["1..2", "has 1..2, with an empty component in place of a number or x"],
  ["1.0.0-", "has 1.0.0-, whose pre-release is not letters, digits and dashes"],
  ["1.0.0-a_b", "has 1.0.0-a_b, whose pre-release is not letters, digits and dashes"],
  ["4294967296", "has 4294967296, with the component 4294967296 in place of a number or x"],
])("%j is not", async (range, fault) => {
  const message = `the range ${JSON.stringify(range)} ${fault}`;
  expect(await say("BP114", upgrades(range))).toEqual([`${file}:12:12 ${message}`]);
});

test("blocks too, each item at its place", async () => {
  const spec = "  upgrades:\n    blocks:\n      - 1.x\n      - latest\n";
  const { findings } = await lintFiles(unit("a", { spec }));
  expect(findings).toMatchObject([
    { ruleId: "BP114", severity: "error", line: 14, column: 9, pointer: "/spec/upgrades/blocks/1" },
  ]);
});

test("a number is the schema's to tell", async () => {
  const { findings } = await lintFiles(unit("a", { spec: "  upgrades: {from: [1.2]}\n" }));
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(["BP118"]);
});
