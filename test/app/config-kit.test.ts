import { expect, test } from "vitest";

import { defaultConfig, parseConfig } from "../../src/app/config.ts";

test("what the configuration says of the kits", () => {
  const text = `kit:
  expected: ops/graph.yaml
  substitute: [FQDN]
  kinds: [Job]
floors: {bp-x: 0.1.171}
`;
  expect(parseConfig(text, "bp.config.yaml").kit).toEqual({
    expected: "ops/graph.yaml",
    substitute: new Map([["FQDN", undefined]]),
    kinds: new Set(["Job"]),
    floors: new Map([["bp-x", "0.1.171"]]),
  });
});

test("variables with their values, and nothing at all", () => {
  const { kit } = parseConfig("kit: {substitute: {FQDN: example.com}}\n", "f");
  expect(kit).toEqual({ ...defaultConfig.kit, substitute: new Map([["FQDN", "example.com"]]) });
  expect(parseConfig("roots: [a]\n", "f").kit).toBe(defaultConfig.kit);
});

test.each([
  ["kit: {substitutes: []}\n", "f:1:7: unknown key substitutes; did you mean substitute?"],
  ["kit: {kinds: Job}\n", "f:1:14: kit.kinds must be a list of names"],
  ["floors: {bp-x: ^1}\n", "f:1:16: floors.bp-x must be a version, as 1.2.3"],
  ["floors: [bp-x]\n", "f:1:9: floors must hold a version for each chart"],
])("%s is refused", (text, message) => {
  expect(() => parseConfig(text, "f")).toThrow(message);
});
