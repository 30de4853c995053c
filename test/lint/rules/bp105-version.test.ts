import { expect, test } from "vitest";

import { blueprintText, lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

/** What is said of spec.version, and by whom. */
async function told(version: string): Promise<readonly string[]> {
  const blueprint = blueprintText("a", "").replace("version: 1.0.0", `version: ${version}`);
  const chart = "apiVersion: v2\nname: bp-a\n";
  const { findings } = await lintFiles({ ...unit("a", { blueprint, chart }) });
  const here = findings.filter((finding) => finding.file === file);
  return here.map(({ ruleId, line, column, message }) => `${ruleId} ${line}:${column} ${message}`);
}

test.each(["1.0.0", '"1.2.3-rc.1"', "'10.20.30'"])("%s is in order", async (version) => {
  expect(await told(version)).toEqual([]);
});

test.each([
  ["1.0", "BP105 6:12 YAML reads 1.0 as a number, not as a string"],
  ["1", "BP105 6:12 YAML reads 1 as a number, not as a string"],
  ['"1.0"', 'BP105 6:12 "1.0" is not SemVer'],
  ["v1.0.0", 'BP105 6:12 "v1.0.0" is not SemVer: write 1.0.0'],
  ["1.0.0+build", "BP105 6:12 1.0.0+build carries build metadata (from the plus sign on)"],
  ["[1]", "BP105 6:12 spec.version is a sequence, not a string"],
])("%s is told once", async (version, message) => {
  expect(await told(version)).toEqual([message]);
});

test("a missing version is the schema's to tell", async () => {
  expect(await told("")).toEqual([
    "BP118 6:11 spec.version: the required field version is missing",
  ]);
});

test("metadata.version is no field, and told once", async () => {
  const blueprint = blueprintText("a", "").replace(
    "  name: bp-a",
    "  name: bp-a\n  version: 1.0.0",
  );
  expect(await say("BP105", unit("a", { blueprint }))).toEqual([
    `${file}:5:3 metadata.version is not a field; the version stands in spec.version`,
  ]);
  expect(await say("BP120", unit("a", { blueprint }))).toEqual([]);
});
