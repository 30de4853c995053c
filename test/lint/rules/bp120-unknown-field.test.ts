import { expect, test } from "vitest";

import { repaired } from "../repaired.ts";
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

test("a slip is corrected where one name alone is near, and that is free", async () => {
  const spec = '  "owners": {team: x} # whose\n  visibilty: listed\n  manifest: {chart: ./chart}\n';
  const blueprint = blueprintText("a", spec).replace("  visibility: listed\n", "");
  expect(await repaired("BP120", unit("a", { blueprint }))).toEqual({
    [file]: blueprint
      .replace('"owners"', '"owner"')
      .replace("visibilty", "visibility")
      .replace("manifest:", "manifests:"),
  });
});

test.each([
  ["another that is written", "  visibilty: listed\n"],
  ["none", "  entirelyOther: 1\n"],
  [
    "two",
    "  topology: {supported: [singleton], defaults: {multi-region: singleton, single-region: singleton, mungle-region: singleton}}\n",
  ],
])("a name near to %s is left to its author", async (_, spec) => {
  expect(await say("BP120", unit("a", { spec }))).toHaveLength(1);
  expect(await repaired("BP120", unit("a", { spec }))).toEqual({});
});
