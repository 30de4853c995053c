import { expect, test } from "vitest";

import { parseConfig } from "../../src/app/config.ts";
import { BpError } from "../../src/model/error.ts";

test("charts by API group, or the cluster", () => {
  const text = "providers: {example.com: [bp-a, b], gateway.networking.k8s.io: cluster}\n";
  expect(parseConfig(text, "f").providers).toEqual(
    new Map<string, readonly string[] | "cluster">([
      ["example.com", ["bp-a", "b"]],
      ["gateway.networking.k8s.io", "cluster"],
    ]),
  );
});

test.each([
  ["providers: [a]\n", "f:1:12: providers must hold charts for each API group"],
  ["providers: {apps: cluster}\n", "f:1:13: apps is no API group, as cert-manager.io"],
  ["providers: {a.b: nobody}\n", "f:1:18: providers.a.b must be a list of charts, or cluster"],
  ["providers: {a.b: []}\n", "f:1:18: providers.a.b must be a list of charts, or cluster"],
  ["providers: {a.b: [1]}\n", "f:1:19: providers.a.b must be a text"],
])("%j is refused", (text, message) => {
  expect(() => parseConfig(text, "f")).toThrow(new BpError("CONFIG", message));
});
