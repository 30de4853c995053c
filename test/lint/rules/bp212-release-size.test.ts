import { expect, test } from "vitest";

import { notAsked, reasonOf } from "../rendering.ts";
import { say, unit } from "../support.ts";

test("waits for the render, and says so where there is a chart", async () => {
  expect(await say("BP212", unit("a"))).toEqual([]);
  expect(await reasonOf("BP212", unit("a"))).toBe(notAsked);
});
