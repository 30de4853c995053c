import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseChallenges } from "../../../src/oci/remote/challenge.ts";

describe("parseChallenges", () => {
  test("a registry's usual answer", () => {
    const header =
      'Bearer realm="https://auth.example/token",service="reg",scope="repository:a/b:pull,push"';
    expect(parseChallenges(header)).toEqual([
      {
        scheme: "bearer",
        parameters: {
          realm: "https://auth.example/token",
          service: "reg",
          scope: "repository:a/b:pull,push",
        },
      },
    ]);
  });

  test("several schemes in one header, in any case, with spaces and escapes", () => {
    const header = String.raw`BASIC Realm = "a \"b\", c" , bearer realm=plain,Negotiate, Custom abc==`;
    expect(parseChallenges(header)).toEqual([
      { scheme: "basic", parameters: { realm: 'a "b", c' } },
      { scheme: "bearer", parameters: { realm: "plain" } },
      { scheme: "negotiate", parameters: {} },
      { scheme: "custom", parameters: {} },
    ]);
  });

  test("anything else ends, and quickly", () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseChallenges(text))));
    expect(parseChallenges(`Bearer ${'a="'.repeat(20_000)}`)).toHaveLength(1);
    expect(parseChallenges("")).toEqual([]);
  });
});
