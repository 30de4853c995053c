import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { nodeAt, parseYaml, scalarEdit, splice, toValue } from "../../src/yaml/index.ts";

function edited(text: string, pointer: string, to: string): string {
  const node = nodeAt(parseYaml(text, "f.yaml").documents[0]?.root, pointer);
  if (node?.kind !== "scalar") throw new Error("no scalar there");
  return splice(text, [scalarEdit(node, to)]);
}

describe("splice", () => {
  it("applies edits in any order and leaves the rest alone", () => {
    const edits = [
      { start: 4, end: 5, text: "E" },
      { start: 0, end: 1, text: "" },
      { start: 2, end: 2, text: "+" },
      { start: 2, end: 2, text: "-" },
    ];
    expect(splice("abcdef", edits)).toBe("b+-cdEf");
    expect(splice("abc", [])).toBe("abc");
  });

  it.each([
    [
      [
        { start: 0, end: 2, text: "" },
        { start: 1, end: 3, text: "" },
      ],
    ],
    [[{ start: 2, end: 1, text: "" }]],
    [[{ start: 0, end: 9, text: "" }]],
    [[{ start: -1, end: 0, text: "" }]],
  ])("refuses %j", (edits) => {
    expect(() => splice("abc", edits)).toThrow(RangeError);
  });
});

describe("scalarEdit", () => {
  it.each([
    ["a: 1.0.0 # c\n", "2.0.0", "a: 2.0.0 # c\n"],
    ["a: '1.0.0'\n", "2.0.0", "a: '2.0.0'\n"],
    ['a: "1.0.0"\r\nb: 1\r\n', "2.0.0", 'a: "2.0.0"\r\nb: 1\r\n'],
    ["a: x\n", "1.0", 'a: "1.0"\n'],
    ["a: x\n", "y: z", "a: 'y: z'\n"],
    ["a: 'x'\n", "it's", "a: 'it''s'\n"],
    ["a: 'x'\n", "tab\t", 'a: "tab\\t"\n'],
    ["a:\nb: 1\n", "x", "a: x\nb: 1\n"],
    ["a: |\n  x\n  y\n\nb: 1\n", "z", "a: z\n\nb: 1\n"],
    ["a: x\n", "1\n2", 'a: "1\\n2"\n'],
  ])("%j to %j", (text, to, expected) => {
    expect(edited(text, "/a", to)).toBe(expected);
  });

  it("gives exactly the text, in block and flow collections, and changes nothing else", () => {
    const shapes = ["a: X\nb: 1\n", "b: {a: X, c: [1]}\n", "b: [{a: 'X'}, 2]\n", 'b: ["X"]\n'];
    const pointers = ["/a", "/b/a", "/b/0/a", "/b/0"];
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...":-#?|>'\"%@`&*![]{}, \n\tay01.".split("")) }),
    );
    fc.assert(
      fc.property(text, fc.nat(3), (to, shape) => {
        const source = shapes[shape] ?? "";
        const pointer = pointers[shape] ?? "";
        const { documents, findings } = parseYaml(edited(source, pointer, to), "f.yaml");
        expect(findings).toEqual([]);
        const before = JSON.stringify(toValue(parseYaml(source, "f.yaml").documents[0]?.root));
        const after = JSON.stringify(toValue(documents[0]?.root));
        expect(after).toBe(before.replace('"X"', () => JSON.stringify(to)));
      }),
      { numRuns: 2000 },
    );
  });
});
