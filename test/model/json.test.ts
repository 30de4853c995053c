import { expect, test } from "vitest";

import { isSame } from "../../src/model/json.ts";

test("equal whatever the order of keys, and numbers however they were read", () => {
  expect(isSame({ a: 1, b: { c: 2n, d: [] } }, { b: { d: [], c: 2 }, a: 1 })).toBe(true);
  expect(isSame([1, 2], [2, 1])).toBe(false);
});
