import { expect, test } from "vitest";

import { movedRange } from "../../src/lint/version/moved-range.ts";

test.each([
  ["^1", "2.3.4", "^2"],
  ["^1.0", "2.3.4", "^2.3"],
  ["~1.0.0", "2.3.4", "~2.3.4"],
  ["1.x", "2.3.4", "2.x"],
  ["=v1.0.0", "2.3.4", "=v2.3.4"],
  ["^1.0", "2.0.0-rc.1", "^2.0.0-rc.1"],
  [">=1 <2", "2.3.4", undefined],
  ["1 - 2", "2.3.4", undefined],
  ["*", "2.3.4", undefined],
  ["^1", "x", undefined],
])("%s for %s is %s", (range, version, moved) => {
  expect(movedRange(range, version)).toBe(moved);
});
