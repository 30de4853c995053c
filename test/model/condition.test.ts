import { expect, test } from "vitest";

import { holds, readCondition } from "../../src/model/condition.ts";

const config = {
  ha: true,
  size: "small",
  replicas: 3,
  big: 3n,
  none: null,
  list: [],
  map: { a: 1 },
};

test.each([
  [".config.ha", true],
  [".config.ha == true", true],
  [".config.ha != true", false],
  [".config.size == 'small'", true],
  ['.config.size == "sm\\all"', true],
  [".config.replicas == 3 && .config.big == 3", true],
  [".config.replicas == 3.0", true],
  [".config.replicas == '3'", false],
  [".config.nothing == null", true],
  [".config.none == null", true],
  [".config.nothing.at.all", false],
  [".config.list || .config.none", false],
  [".config.map && .config.size", true],
  [".config.size.length == 5", false],
  ["true || false && false", true],
  ["(true || false) && false", false],
  ["true && (false || .config.size == 'small')", true],
  ["1 == 1 == true", true],
  ["{{ .config.size == 'large' }}", false],
  ["{{- .config.size == 'small' -}}", true],
  [".config.ha ==", false],
  [".Values.ha", false],
])("%s", (text, expected) => {
  expect(holds(text, config)).toBe(expected);
});

test("what it reads", () => {
  expect(readCondition("{{ .config.a == .config.b.c }}")).toEqual({
    paths: [".config.a", ".config.b.c"],
    fault: undefined,
  });
});
