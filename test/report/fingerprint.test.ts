import * as fc from "fast-check";
import { expect, test } from "vitest";

import type { FindingInput } from "../../src/model/finding.ts";
import { finding, sortFindings } from "../../src/model/finding.ts";
import { tellApart } from "../../src/model/fingerprint.ts";
import { startOf } from "../../src/model/location.ts";

const input: FindingInput = {
  ruleId: "BP601",
  severity: "error",
  message: "the blueprint is 1.0.0, its chart is 2.0.0 (platform/x/chart/Chart.yaml:3)",
  at: { file: "platform/x/blueprint.yaml", line: 8, column: 12, endLine: 8, endColumn: 17 },
  pointer: "/spec/version",
};

function of(over: Partial<FindingInput>): string {
  return finding({ ...input, ...over }).fingerprint;
}

test.each<[string, Partial<FindingInput>]>([
  ["its line", { at: { ...input.at, line: 80, endLine: 80 } }],
  ["the line that its message names", { message: input.message.replace(":3", ":14") }],
  ["the line and column that its message names", { message: input.message.replace(":3", ":1:2") }],
])("does not follow from %s", (_, over) => {
  expect(of(over)).toBe(of({}));
});

test("does not follow from the place in a list, in pointer and message", () => {
  const at = (index: number): string =>
    of({
      pointer: `/spec/depends/${index}/version`,
      message: `spec.depends[${index}].version: no`,
    });
  expect(at(0)).toBe(at(12));
  expect(at(0)).not.toBe(of({ pointer: "/spec/depends/version" }));
});

test("does follow from versions, ports and names", () => {
  const messages = ["needs 1.0.0", "needs 1.0.1", "port 80", "host:80", "host:81", "v1.yaml"];
  expect(new Set(messages.map((message) => of({ message }))).size).toBe(messages.length);
});

test("equal findings of one file are told apart, in the order of their places", () => {
  expect(new Set(threeFrom(1)).size).toBe(3);
  expect(threeFrom(1)).toEqual(threeFrom(41));
  expect(threeFrom(1)[0]).toBe(of({}));
});

test("telling apart leaves no two alike, and twice changes nothing", () => {
  const name = fc.constantFrom("a", "b", "c");
  fc.assert(
    fc.property(fc.array(fc.record({ fingerprint: name })), (items) => {
      const apart = tellApart(items);
      expect(new Set(apart.map(({ fingerprint }) => fingerprint)).size).toBe(items.length);
      expect(tellApart(apart)).toEqual(apart);
    }),
  );
});

test("lines that move above every finding change no fingerprint", () => {
  const anything = fc.record({
    message: fc.string(),
    line: fc.integer({ min: 1, max: 20 }),
    column: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(fc.array(anything), fc.nat(), (items, moved) => {
      const prints = (by: number): readonly string[] =>
        sortFindings(
          items.map(({ message, line, column }) => {
            const at = { ...startOf("a.yaml"), line: line + by, column };
            return finding({ ruleId: "R", severity: "error", message, at });
          }),
        ).map(({ fingerprint }) => fingerprint);
      expect(prints(moved)).toEqual(prints(0));
    }),
  );
});

/** The fingerprints of three findings that differ in nothing but their lines. */
function threeFrom(first: number): readonly string[] {
  const lines = [first + 5, first, first + 9];
  return sortFindings(lines.map((line) => finding({ ...input, at: { ...input.at, line } }))).map(
    ({ fingerprint }) => fingerprint,
  );
}
