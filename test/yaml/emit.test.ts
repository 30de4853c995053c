import * as fc from "fast-check";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";

import { emitYaml, parseYaml, toValue } from "../../src/yaml/index.ts";

/** What sigs.k8s.io/yaml 1.6 marshals the same values to. */
const golden: readonly (readonly [value: unknown, text: string])[] = [
  [{ b: 1, a: { d: [], c: {} } }, "a:\n  c: {}\n  d: []\nb: 1\n"],
  [{ a: ["p", { q: 1, r: ["s"] }] }, "a:\n- p\n- q: 1\n  r:\n  - s\n"],
  [[["a", "b"], ["c"], [[]]], "- - a\n  - b\n- - c\n- - []\n"],
  [{ a: "line\nline2\n" }, "a: |\n  line\n  line2\n"],
  [{ a: "line\n\nline2" }, "a: |-\n  line\n\n  line2\n"],
  [{ a: "line\n\n\n" }, "a: |+\n  line\n\n\n"],
  [["x\ny"], "- |-\n  x\n  y\n"],
  ["x\ny", "|-\n  x\n  y\n"],
  [{ a: "" }, 'a: ""\n'],
  [{ a: "yes", b: "1.0", c: "null", d: "0x1F" }, 'a: "yes"\nb: "1.0"\nc: "null"\nd: "0x1F"\n'],
  [{ yes: 1 }, '"yes": 1\n'],
  [{ a: "1:20", b: "2001-01-01" }, 'a: "1:20"\nb: "2001-01-01"\n'],
  [{ a: "x: y", b: "a #b", c: "#b" }, "a: 'x: y'\nb: 'a #b'\nc: '#b'\n"],
  [{ a: "it's", b: 'say "x"' }, 'a: it\'s\nb: say "x"\n'],
  [{ a: " lead", b: "trail ", c: "-", d: "-x" }, "a: ' lead'\nb: 'trail '\nc: '-'\nd: -x\n"],
  [{ a: ">=1.2.0", b: "~1.2", c: "*", d: "^1" }, "a: '>=1.2.0'\nb: ~1.2\nc: '*'\nd: ^1\n"],
  [{ a: "tab\tx", b: "\u0007" }, 'a: "tab\\tx"\nb: "\\a"\n'],
  [{ a: true, b: null, c: 1.5, d: 1e21 }, "a: true\nb: null\nc: 1.5\nd: 1e+21\n"],
  [{ a: "https://x.y/z", b: "a, b" }, "a: https://x.y/z\nb: a, b\n"],
];

function back(text: string): unknown {
  const { documents, findings } = parseYaml(text, "f.yaml");
  expect(findings).toEqual([]);
  return toValue(documents[0]?.root);
}

/** As JSON has it: no negative zero. */
function withoutNegativeZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe("emitYaml", () => {
  it.each(golden)("writes %j as Go does", (value, text) => {
    expect(emitYaml(value)).toBe(text);
  });

  it("sorts keys whatever their order", () => {
    expect(emitYaml({ b: 1, a: 2 })).toBe(emitYaml({ a: 2, b: 1 }));
  });

  it("leaves undefined fields out, and keeps integers beyond 2^53", () => {
    expect(emitYaml({ a: undefined, b: 9_007_199_254_740_993n })).toBe("b: 9007199254740993\n");
  });

  it("throws for what JSON cannot hold", () => {
    expect(() => emitYaml({ a: Number.NaN })).toThrow(TypeError);
    expect(() => emitYaml(() => 1)).toThrow(TypeError);
  });

  it("reads back equal, by our reader and by a YAML 1.2 reader", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...":-#?|>'\"%@`&*![]{}, \n\tayn01.x_~=".split("")) }),
    );
    const data = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.constantFrom(null, true, false),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer(),
        fc.array(tie("node"), { maxLength: 4 }),
        fc.dictionary(text, tie("node"), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(data, (value) => {
        const emitted = emitYaml(value);
        expect(back(emitted)).toEqual(withoutNegativeZero(value));
        expect(load(emitted)).toEqual(withoutNegativeZero(value));
      }),
      { numRuns: 2000 },
    );
  });
});
