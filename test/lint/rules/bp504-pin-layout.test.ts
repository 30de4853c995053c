import { expect, test } from "vitest";

import { fixed } from "../fixing.ts";
import { fileOfA, slot, slotOfA } from "../kit.ts";
import { say } from "../support.ts";

/** Everything below `chart:` stands deeper. */
function deeper(text: string): string {
  return text.replace(/ {4}spec:\n(?: {6}.*\n)+/u, (block) =>
    block.replaceAll(/^ {6}/gmu, "          ").replace(/^ {4}spec/u, "      spec"),
  );
}

function flow(text: string): string {
  return text
    .replace("      chart: bp-a\n      version: 1.0.0\n", "      {chart: bp-a, version: 1.0.0}\n")
    .replace(/ {6}sourceRef:\n(?: {8}.*\n)+/u, "");
}

function wide(text: string): string {
  return text.replaceAll(/^ +/gmu, (blank) => blank + blank);
}

test("six spaces are in order", async () => {
  expect(await say("BP504", slotOfA())).toEqual([]);
});

test("other indents and flow style, once for each release", async () => {
  const message = "of bp-a does not stand on a line of its own, six spaces in";
  expect(await say("BP504", slotOfA(deeper))).toEqual([`${fileOfA}:20:11 chart ${message}`]);
  expect(await say("BP504", slotOfA(flow))).toEqual([`${fileOfA}:20:8 chart ${message}`]);
});

test("it is indented by two, and what stands deeper moves along", async () => {
  const { files, left } = await fixed("BP504", slotOfA(deeper));
  expect(left).toBe(0);
  expect(files[fileOfA]).toBe(slot("a"));
});

test("where the whole document stands otherwise it is left alone", async () => {
  expect(await fixed("BP504", slotOfA(wide))).toMatchObject({ rounds: 0, left: 1 });
});
