import { expect, test } from "vitest";

import { joinValues, mergeValues } from "../../../src/app/install/merge.ts";

test("objects go into each other, all else takes the place, null too", () => {
  const below = { a: { b: 1, c: [1, 2] }, d: 1, e: { f: 1 } };
  const above = { a: { c: [3], g: 4 }, d: null, e: 5 };
  expect(mergeValues(below, above)).toEqual({ a: { b: 1, c: [3], g: 4 }, d: null, e: 5 });
  expect(mergeValues()).toEqual({});
  const odd = JSON.parse('{"__proto__": {"x": 1}}') as Record<string, unknown>;
  expect(Object.keys(mergeValues({}, odd))).toEqual(["__proto__"]);
});

test("of several that want something none goes before", () => {
  const joined = joinValues(
    { list: ["a", { b: 1 }], same: 1n, deep: { x: 1, y: 2 } },
    { list: [{ b: 1 }, "c"], same: 1, deep: { x: 2, z: 3 } },
  );
  expect(joined.values).toEqual({
    list: ["a", { b: 1 }, "c"],
    same: 1n,
    deep: { x: 1, y: 2, z: 3 },
  });
  expect(joined.disagreements).toEqual([{ path: ["deep", "x"], values: [1, 2] }]);
});
