import { expect, test } from "vitest";

import { compatible } from "../../../src/app/fix/choose.ts";
import type { Finding } from "../../../src/model/finding.ts";
import { finding } from "../../../src/model/finding.ts";
import { startOf } from "../../../src/model/location.ts";

/** A finding whose repair changes these ranges of a file. */
function repair(ranges: readonly (readonly [number, number])[], file = "a.yaml"): Finding {
  const at = startOf(file);
  const changes = ranges.map(([start, end]) => ({ ...at, start, end, text: "x" }));
  return finding({
    ruleId: "BP1",
    severity: "error",
    message: JSON.stringify(ranges),
    at,
    fix: { description: "", changes },
  });
}

test.each([
  [[[0, 2]], [[2, 4]], true],
  [[[0, 2]], [[1, 4]], false],
  [[[1, 4]], [[0, 2]], false],
  [[[0, 9]], [[3, 4]], false],
  [[[3, 3]], [[3, 3]], false],
  [[[3, 3]], [[3, 5]], false],
  [[[3, 3]], [[2, 3]], true],
  [[[3, 3]], [[2, 4]], false],
  [
    [
      [0, 1],
      [8, 9],
    ],
    [[2, 3]],
    true,
  ],
  [
    [
      [0, 1],
      [8, 9],
    ],
    [
      [8, 9],
      [20, 21],
    ],
    false,
  ],
] as const)("%j and %j together: %s", (one, other, together) => {
  const pair = [repair(one), repair(other)];
  expect(compatible(pair)).toEqual(together ? pair : pair.slice(0, 1));
});

test("a repair that waits blocks nobody", () => {
  const [first, second, third] = [repair([[0, 2]]), repair([[1, 9]]), repair([[5, 6]])];
  expect(compatible([first, second, third])).toEqual([first, third]);
});

test("files are apart, and what has no repair is left out", () => {
  const none = finding({ ruleId: "BP1", severity: "error", message: "", at: startOf("a.yaml") });
  const pair = [repair([[0, 2]]), repair([[0, 2]], "b.yaml")];
  expect(compatible([none, repair([]), ...pair])).toEqual(pair);
});
