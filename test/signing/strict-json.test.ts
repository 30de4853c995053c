import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { misfit, parseJson } from "../../src/signing/strict-json.ts";
import { bytes } from "./support.ts";

describe("strict JSON", () => {
  test("is read as JSON.parse reads it", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    ['{"a":1,"a":2}', /"a" is there twice/u],
    [String.raw`{"a":1,"\u0061":2}`, /twice/u],
    ['{"x":{"b":{},"b" :{}}}', /"b" is there twice/u],
    ['{"x":[{"c":1},{"c":1,"c":1}]}', /"c" is there twice/u],
    ["[]", /not an object/u],
    ["null", /not an object/u],
    ["{", /JSON/u],
    ["\uFEFF{}", /JSON|token/u],
  ])("refuses %j", (text, reason) => {
    expect(() => parseJson(bytes(text))).toThrow(reason);
  });

  test("refuses bytes that are not UTF-8", () => {
    expect(() => parseJson(Uint8Array.of(0x7b, 0xff, 0x7d))).toThrow("UTF-8");
  });

  test.each(['{"a":"a","b":{"a":[{"a":1},{"a":2}]}}', String.raw`{"a":"\"a\":{","b":1}`])(
    "takes %s, which names no key twice",
    (text) => {
      expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
    },
  );
});

describe("a shape", () => {
  const shape = { a: true, list: [{ b: true }], inner: { c: true } } as const;

  test.each([
    [{}, undefined],
    [{ a: 1, list: [{ b: "x" }, {}], inner: { c: false } }, undefined],
    [{ z: 1 }, "z is not a known field"],
    [{ a: {} }, "a is not a scalar"],
    [{ a: null }, "a is not a scalar"],
    [{ list: {} }, "list is not a list"],
    [{ list: [{}, { d: 1 }] }, "list[1].d is not a known field"],
    [{ list: [1] }, "list[0] is not an object"],
    [{ inner: [] }, "inner is not an object"],
    [{ inner: { toString: 1 } }, "inner.toString is not a known field"],
  ])("is held against %j", (value, expected) => {
    expect(misfit(value, shape)).toBe(expected);
  });
});
