import { expect, test } from "vitest";

import { blueprintText, lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

test("a kept field, with the nearest that is known, at its key", async () => {
  const spec = "  visibilty: listed\n";
  const { findings } = await lintFiles(unit("a", { spec }));
  expect(findings).toMatchObject([
    {
      ruleId: "BP120",
      severity: "warning",
      file,
      line: 11,
      column: 3,
      pointer: "/spec/visibilty",
      message:
        "visibilty is not a field of spec: the API server keeps it, and nothing reads it; did you mean visibility?",
    },
  ]);
});

test("a field that would be pruned", async () => {
  const blueprint = `${blueprintText("a", "")}data: {}\n`;
  expect(await say("BP120", unit("a", { blueprint }))).toEqual([
    `${file}:11:1 data is not a field of the top level: the API server drops it`,
  ]);
});

test("free objects hold what they like", async () => {
  const spec =
    "  configSchema: {type: object, anything: 1}\n  outputs: {a: b}\n  manifests: {values: {x: y}}\n";
  expect(await say("BP120", unit("a", { spec }))).toEqual([]);
});
