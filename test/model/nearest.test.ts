import * as fc from "fast-check";
import { expect, test } from "vitest";

import { nearest } from "../../src/model/nearest.ts";

const commands = ["list", "lint", "graph", "package", "publish", "verify"];

test.each([
  ["lits", "list"],
  ["pubish", "publish"],
  ["pakcage", "package"],
  ["grap", "graph"],
  ["list", "list"],
  ["xyz", undefined],
  ["", undefined],
  ["deploy", undefined],
])("%j means %s", (word, expected) => {
  expect(nearest(word, commands)).toBe(expected);
});

test("one wrong letter in a word of three or more is always understood", () => {
  const word = fc.stringMatching(/^[a-z]{3,12}$/u);
  fc.assert(
    fc.property(word, fc.nat(), (text, at) => {
      const index = at % text.length;
      const wrong = `${text.slice(0, index)}#${text.slice(index + 1)}`;
      expect(nearest(wrong, [text, "################################"])).toBe(text);
    }),
  );
});

test("of equals the first is taken", () => {
  expect(nearest("ax", ["ay", "az"])).toBe("ay");
});
