import { array, assert, boolean, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";

import { editList } from "../../src/lint/list-edit.ts";
import type { ListChange } from "../../src/lint/list-edit.ts";
import { nodeAt, parseYaml, splice, toValue } from "../../src/yaml/index.ts";

function edited(text: string, change: ListChange): string | undefined {
  const list = nodeAt(parseYaml(text, "f").documents[0]?.root, "/list");
  if (list?.kind !== "sequence") throw new Error("there is no list");
  const edits = editList(list, text, change);
  return edits && splice(text, edits);
}

const one = { scalar: "x" };
const fields = { fields: ["a: 1", "b: 2"] };

test.each([
  ["list: []\n", { add: [one] }, "list: [x]\n"],
  ["list: [ a , b ] # why\n", { add: [one, fields] }, "list: [ a , b, x, {a: 1, b: 2} ] # why\n"],
  ["list: [a,  b, c]\n", { drop: (_: unknown, at: number) => at === 1 }, "list: [a,  c]\n"],
  ["list: [a, b, c]\n", { drop: (_: unknown, at: number) => at > 0, add: [one] }, "list: [a, x]\n"],
  ["list: [ a, b ]\n", { drop: () => true, add: [one] }, "list: [ x ]\n"],
  ["list: [a, b]\n", { drop: () => true }, "list: []\n"],
  [
    "list:\n  - a # why\n",
    { add: [one, fields] },
    "list:\n  - a # why\n  - x\n  - a: 1\n    b: 2\n",
  ],
  [
    "list:\n- a\n# between\n- b\nmore: 1\n",
    { drop: (_: unknown, at: number) => at === 1 },
    "list:\n- a\n# between\nmore: 1\n",
  ],
  ["list:\n  - a\n  - b\n", { drop: () => true, add: [one] }, "list:\n  - x\n"],
])("%j", (text, change: ListChange, expected) => {
  expect(edited(text, change)).toBe(expected);
});

test.each([
  ["list:\n  - a\n", { drop: () => true }],
  ["list: [a, # why\n  b]\n", { drop: (_: unknown, at: number) => at === 0 }],
  ["list:\n  - {a: 1, # why\n     b: 2}\n  - c\n", { drop: (_: unknown, at: number) => at === 0 }],
] as const)("%j is left where an edit could harm", (text, change) => {
  expect(edited(text, change)).toBe(undefined);
});

test("items are dropped and added, and the others stay, in flow and in blocks", () => {
  const names = array(constantFrom("a", "b", "c", "d"), { maxLength: 5 });
  assert(
    property(
      names,
      array(boolean(), { minLength: 5, maxLength: 5 }),
      names,
      boolean(),
      (items, dropped, added, flow) => {
        const text = flow
          ? `list: [${items.join(", ")}]\nlast: 1\n`
          : `list:${items.length === 0 ? " []" : items.map((item) => `\n  - ${item}`).join("")}\nlast: 1\n`;
        const drop = (_: unknown, at: number): boolean => dropped[at] === true;
        const add = added.map((scalar) => ({ scalar }));
        const result = edited(text, { drop, add });
        const wanted = [...items.filter((_, at) => dropped[at] !== true), ...added];
        if (result === undefined) expect([flow, wanted]).toEqual([false, []]);
        else
          expect(toValue(parseYaml(result, "f").documents[0]?.root)).toEqual({
            list: wanted,
            last: 1,
          });
      },
    ),
  );
});
