import * as fc from "fast-check";
import { expect, test } from "vitest";

import { goJson, sortKeys } from "../../src/model/go-json.ts";

test("escapes what Go's encoder escapes", () => {
  expect(goJson({ b: "<a href='x'>&\u2028\u2029", a: "\b\f\n" })).toBe(
    String.raw`{"b":"\u003ca href='x'\u003e\u0026\u2028\u2029","a":"\b\f\n"}`,
  );
});

test("means the same as any JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(goJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("sorts keys by code unit, however deep", () => {
  const value = { b: [{ z: 1, a: 2 }], B: { y: null, x: undefined }, "": 0 };
  expect(JSON.stringify(sortKeys(value))).toBe('{"":0,"B":{"y":null},"b":[{"a":2,"z":1}]}');
});

test("sorting does not depend on the order written", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      expect(JSON.stringify(sortKeys(turned))).toBe(JSON.stringify(sortKeys(value)));
    }),
  );
});
