import { expect, test } from "vitest";

import { blueprintText, lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

/** A blueprint without visibility, which BP107 tells at `spec:`, with a comment there. */
function marked(comment: string): Record<string, string> {
  const blueprint = blueprintText("a", "")
    .replace("  visibility: listed\n", "")
    .replace("spec:", `spec: ${comment}`);
  return unit("a", { blueprint });
}

async function told(comment: string): Promise<readonly string[]> {
  const { findings } = await lintFiles(marked(comment));
  return findings
    .filter(({ ruleId }) => ["BP001", "BP107"].includes(ruleId))
    .map(({ ruleId, line, column, message }) => `${ruleId} ${line}:${column} ${message}`);
}

test("a reasoned suppression is in order, and silences", async () => {
  expect(await told("# bp-ignore BP107: not in the catalogue yet")).toEqual([]);
});

test.each([
  "# bp-ignore BP107",
  "# bp-ignore BP107:",
  "# bp-ignore BP107 because",
  "# bp-ignore BP107:  ",
])("%s gives no reason, and silences nothing", async (comment) => {
  expect(await told(comment)).toEqual([
    "BP107 5:1 spec.visibility is not set",
    "BP001 5:7 the suppression of BP107 gives no reason",
  ]);
});

test("a suppression without a rule", async () => {
  expect(await told("# bp-ignore: all of it")).toContain("BP001 5:7 the suppression names no rule");
});

test("a rule that there is not, with the nearest one", async () => {
  const [first] = (await told("# bp-ignore BP1007: why")).slice(1);
  expect(first).toMatch(/^BP001 5:7 there is no rule BP1007; did you mean BP10\d\?$/u);
});

test("a row of the configuration with a rule that there is not", async () => {
  const at = { file: "bp.config.yaml", line: 4, column: 7, endLine: 4, endColumn: 9 };
  const row = { at, rule: "BP999", path: "**", reason: "why", until: undefined };
  expect(await say("BP001", unit("a"), { suppress: [row] })).toEqual([
    "bp.config.yaml:4:7 there is no rule BP999",
  ]);
});

test("what was not selected is not judged", async () => {
  const files = { ...marked("# bp-ignore BP107"), ...unit("b") };
  expect(await say("BP001", files, { selection: new Set(["platform/b"]) })).toEqual([]);
  expect(await say("BP001", files)).toEqual([
    `${file}:5:7 the suppression of BP107 gives no reason`,
  ]);
});
