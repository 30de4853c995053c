import { expect, test } from "vitest";

import type { StoredPart } from "../../../src/model/render.ts";
import { answer, notAsked, reasonOf, rendersOfA } from "../rendering.ts";
import { line, lintFiles, unit } from "../support.ts";

const chart = "platform/a/chart/Chart.yaml:2:7";

async function sized(size: number, parts: readonly StoredPart[] = []): Promise<readonly string[]> {
  const { findings } = await lintFiles(
    unit("a"),
    rendersOfA(answer(""), { stored: { size, parts } }),
  );
  const own = findings.filter(({ ruleId }) => ruleId === "BP212");
  return own.map((one) => `${one.severity} ${line(one)}`);
}

function part(name: string, stored: number): StoredPart {
  return { name, bytes: 1, stored };
}

/** That share of the Secret, the margin taken off. */
function limit(share: number): number {
  return Math.round((share * 1_048_576) / 1.03);
}

test("a release that does not fit, with what it is made of", async () => {
  const parts = [part("files/a", 900_000), part("values", 200_000), part("b", 3), part("c", 2)];
  expect(await sized(1_233_060, parts)).toEqual([
    `error ${chart} the release takes 1233060 bytes, 118 % of its Secret; the most: files/a 900000, values 200000, b 3`,
  ]);
});

test("a tenth is to spare, and a quarter is to note", async () => {
  expect((await sized(limit(0.9) + 1))[0]).toMatch(/^error/u);
  expect((await sized(limit(0.9) - 1))[0]).toMatch(/^info/u);
  expect((await sized(limit(0.75) + 1))[0]).toMatch(/^info/u);
  expect(await sized(limit(0.75) - 1)).toEqual([]);
});

test("waits for the render, and says so where there is a chart", async () => {
  expect(await reasonOf("BP212", unit("a"))).toBe(notAsked);
  expect(await reasonOf("BP212", unit("a"), rendersOfA(answer("")))).toBe(undefined);
});
