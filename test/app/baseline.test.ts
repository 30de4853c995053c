import { expect, test } from "vitest";

import { baselineText, parseBaseline } from "../../src/app/baseline.ts";
import { finding } from "../../src/model/finding.ts";
import { startOf } from "../../src/model/location.ts";

const one = finding({
  ruleId: "BP107",
  severity: "warning",
  message: 'not "set"',
  at: startOf("platform/a/blueprint.yaml"),
});

test("what is written can be read, with the place of each entry", () => {
  const text = baselineText([one, { ...one, fingerprint: "0123456789abcdef" }]);
  expect(JSON.parse(text)).toMatchObject({ schemaVersion: 1, findings: [{}, {}] });
  const entries = parseBaseline(text, "base.json");
  expect(entries.map(({ fingerprint, at }) => [fingerprint, at.line])).toEqual([
    [one.fingerprint, 4],
    ["0123456789abcdef", 5],
  ]);
  expect(entries[0]).toMatchObject({ ruleId: "BP107", file: one.file, message: one.message });
});

test("an empty one is one", () => {
  expect(parseBaseline(baselineText([]), "base.json")).toEqual([]);
});

test.each([
  ["", "it is empty"],
  ["[", "is no baseline"],
  ["[]", "must hold"],
  ['{"schemaVersion": 2, "findings": []}', "another version"],
  ['{"schemaVersion": 1}', "findings must be a list"],
  ['{"schemaVersion": 1, "findings": [{}]}', "has no fingerprint"],
  ['{"schemaVersion": 1, "findings": [1]}', "must hold"],
  ['{"schemaVersion": 1, "more": 1}', "unknown key more"],
])("%j is refused", (text, words) => {
  expect(() => parseBaseline(text, "base.json")).toThrow(words);
});
