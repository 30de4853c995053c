import { array, assert, constantFrom, nat, property } from "fast-check";
import { expect, test } from "vitest";

import { fieldsAfter, scalarAfter } from "../../../src/lint/supply/fields.ts";

const blank = "\uE000".repeat(4);

/** The fields of every mapping after `ref:`, as they are written. */
function read(text: string): readonly Record<string, string>[] {
  const key = text.indexOf("ref:");
  return fieldsAfter(text, key, key + 4).map((fields) =>
    Object.fromEntries([...fields].map(([name, { start, end }]) => [name, text.slice(start, end)])),
  );
}

test.each([
  ["ref:\n  name: a\n  kind: B\nother: c\n", [{ name: "a", kind: "B" }]],
  ["  - ref:\n      name: a\n    other: c\n", [{ name: "a" }]],
  ["ref: { name: a, kind: 'B' }\n", [{ name: "a", kind: "B" }]],
  ["x: {ref: {name: a}, kind: C}\n", [{ name: "a" }]],
  ["ref: [{ name: a }, { name: b, kind: B }]\n", [{ name: "a" }, { name: "b", kind: "B" }]],
  [
    "ref:\n  - name: a\n    kind: A\n  - kind: B\n    name: b\n",
    [
      { name: "a", kind: "A" },
      { kind: "B", name: "b" },
    ],
  ],
  ["ref:\n- name: a\n- name: b\nname: c\n", [{ name: "a" }, { name: "b" }]],
  ["ref:\n  deep:\n    name: b\n  name: a\n", [{ name: "a" }]],
  ["ref: # why\n\n  # name: b\n  name: a # c\n", [{ name: "a" }]],
  [`ref:\n  ${blank}\n  name: ${blank}-x\n  ${blank}\n`, [{ name: `${blank}-x` }]],
  ['ref:\n  "name": "a b"\n', [{ name: "a b" }]],
  ["ref:\r\n  name: a\r\n  kind: B\r\n", [{ name: "a", kind: "B" }]],
  ["ref: a\n  name: b\n", []],
  ["ref:\nname: a\n", []],
  ["ref:", []],
  ["ref: {name: a", [{ name: "a" }]],
  ["ref:\n  name: |\n    a\n", [{}]],
])("%j", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  ["k: a\n", "a"],
  ["k: 'a b'\n", "a b"],
  ['k: "a"  # c\n', "a"],
  ["k: a, b", "a"],
  ["k: ''\n", ""],
  ["k: {a: b}\n", undefined],
  ["k:\n  a\n", undefined],
  ["k: &a b\n", undefined],
])("the scalar of %j", (text, expected) => {
  const span = scalarAfter(text, 2);
  expect(span && text.slice(span.start, span.end)).toBe(expected);
});

test("any text is read, inside its bounds", () => {
  const pieces = constantFrom(
    ..."ref: name: a { } [ ] - , ' \" # : | \uE000".split(" "),
    "\n",
    "  ",
    "\n  ",
  );
  assert(
    property(array(pieces, { maxLength: 60 }), nat(), (all, at) => {
      const text = all.join("");
      const key = text.length === 0 ? 0 : at % text.length;
      for (const fields of fieldsAfter(text, key, Math.min(key + 4, text.length)))
        for (const { start, end } of fields.values()) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
    }),
  );
});
