import { expect, test } from "vitest";

import { repaired } from "../repaired.ts";
import { blueprintText, lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

function card(line: string): Record<string, string> {
  return unit("a", { blueprint: blueprintText("a", "").replace("    summary: A summary\n", line) });
}

const kit = {
  "clusters/x/bootstrap-kit/01-a.yaml": `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bp-a}
spec: {chart: {spec: {chart: bp-a, version: 1.0.0}}}
`,
};

test.each(["summary: x", "description: x", "tagline: x"])("%s is a text", async (line) => {
  expect(await say("BP106", card(`    ${line}\n`))).toEqual([]);
});

test.each(["", "    summary: ' '\n", "    summary:\n"])("%j is none", async (line) => {
  expect(await say("BP106", card(line))).toEqual([
    `${file}:7:3 the card has no summary, description, tagline`,
  ]);
});

test("a card that is missing is the schema's to tell", async () => {
  const blueprint = "apiVersion: catalyst.openova.io/v1\nkind: Blueprint\nspec: {version: 1.0.0}\n";
  expect(await say("BP106", unit("a", { blueprint }))).toEqual([]);
});

test.each([
  ["''", "error"],
  ["' '", "warning"],
])("the title %s is empty", async (title, severity) => {
  const blueprint = blueprintText("a", "").replace("title: a", `title: ${title}`);
  const { findings } = await lintFiles(unit("a", { blueprint }));
  expect(findings).toMatchObject([
    { ruleId: "BP106", severity, line: 8, column: 12, message: "the card's title is empty" },
  ]);
});

test("a blueprint of a kit says it in summary, which is all that the wizard reads", async () => {
  expect(await say("BP106", { ...card("    summary: x\n"), ...kit })).toEqual([]);
  const line = '    "description": |  # why\n      x\n';
  const files = { ...card(line), ...kit };
  expect(await say("BP106", files)).toEqual([
    `${file}:9:5 a bootstrap kit installs bp-a, and the wizard reads its text from summary, not from description`,
  ]);
  expect(await repaired("BP106", files)).toEqual({
    [file]: card(line.replace("description", "summary"))[file],
  });
});

test("an empty summary stands in the way of the fix", async () => {
  const files = { ...card("    summary:\n    tagline: x\n"), ...kit };
  expect(await say("BP106", files)).toHaveLength(1);
  expect(await repaired("BP106", files)).toEqual({});
});

test("two names of one thing that differ", async () => {
  const same = "    summary: x\n    docs: d\n    documentation: d\n    family: f\n";
  expect(await say("BP106", card(same))).toEqual([]);
  expect(await say("BP106", card(same.replace("docs: d", "docs: e")))).toEqual([
    `${file}:10:5 documentation and docs are two names of one thing and differ: some readers take the one, some the other`,
  ]);
});
