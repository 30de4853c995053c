import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { publishedBlueprint } from "../../src/artifact/index.ts";

function published(before: string, scalar: string, after: string, replacement = "bp-x"): string {
  const start = before.length;
  const text = before + scalar + after;
  const input = { text, start, end: start + scalar.length, replacement };
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(publishedBlueprint(input));
}

describe("the published blueprint.yaml", () => {
  test.each([
    ["./chart", "bp-x"],
    ["'./chart'", "'bp-x'"],
    ['"./chart"', '"bp-x"'],
    [">-\n      ./chart\n", "bp-x\n"],
    ["|-\n      ./chart", "bp-x"],
  ])("has %j replaced by %j", (scalar, expected) => {
    expect(published("spec: {manifests: {chart: ", scalar, " }} # why\r\n")).toBe(
      `spec: {manifests: {chart: ${expected} }} # why\r\n`,
    );
  });

  test.each([
    ["true", '"true"'],
    ["No", '"No"'],
    ["1.0", '"1.0"'],
    ["a: b", '"a: b"'],
    ["", '""'],
    ["x.y_z-1", "x.y_z-1"],
  ])("writes %j so that it stays a string", (replacement, expected) => {
    expect(published("chart: ", "./chart", "\n", replacement)).toBe(`chart: ${expected}\n`);
  });

  test("doubles a quote inside single quotes", () => {
    expect(published("chart: ", "'./chart'", "\n", "it's")).toBe("chart: 'it''s'\n");
  });

  test("keeps every other byte, byte order mark and line ends among them", () => {
    const around = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(published(`\uFEFF${before}`, "./chart", after)).toBe(`\uFEFF${before}bp-x${after}`);
      }),
    );
  });

  test.each([
    [-1, 2],
    [3, 2],
    [0, 9],
  ])("refuses offsets outside the text: %i to %i", (start, end) => {
    const input = { text: "a: b", start, end, replacement: "x" };
    expect(() => publishedBlueprint(input)).toThrow(RangeError);
  });
});
