import { expect, test } from "vitest";

import { fixed } from "../fixing.ts";
import { kit, slot } from "../kit.ts";
import type { Files } from "../support.ts";
import { say, unit } from "../support.ts";

const blueprint = "platform/a/blueprint.yaml";

function depends(name: string): { spec: string } {
  return { spec: `  depends: [{blueprint: bp-${name}}]\n` };
}

/** a -> the spec; b -> c -> d. */
function files(spec: string): Files {
  return {
    ...unit("a", { spec }),
    ...unit("b", depends("c")),
    ...unit("c", depends("d")),
    ...unit("d"),
  };
}

async function specAfter(spec: string): Promise<string> {
  const { files: after } = await fixed("BP406", files(spec));
  return (after[blueprint] ?? "").split("visibility: listed\n")[1] ?? "";
}

test("an edge that longer ways bring, with the shortest of them", async () => {
  const spec = "  depends:\n    - blueprint: bp-b\n    - blueprint: d\n";
  expect(await say("BP406", files(spec))).toEqual([
    `${blueprint}:13:7 bp-a needs bp-d anyway, through bp-b -> bp-c`,
  ]);
});

function say406(rest: string): Promise<readonly string[]> {
  return say("BP406", files(`  depends:\n    - blueprint: bp-b\n    - {blueprint: bp-c${rest}}\n`));
}

test("what says more than order is needed: a condition, an alias, values", async () => {
  expect(await say406("")).toHaveLength(1);
  expect(await say406(", when: .config.x")).toEqual([]);
  expect(await say406(", alias: c")).toEqual([]);
  expect(await say406(", values: {a: 1}")).toEqual([]);
});

test("a way under a condition brings nothing for sure, and a circle tells no order", async () => {
  const spec = "  depends:\n    - {blueprint: bp-b, when: .config.x}\n    - blueprint: bp-c\n";
  expect(await say("BP406", files(spec))).toEqual([]);
  const circle = {
    ...files("  depends: [{blueprint: b}, {blueprint: c}]\n"),
    ...unit("d", { spec: "  depends: [{blueprint: a}]\n" }),
  };
  expect(await say("BP406", circle)).toEqual([]);
});

test("it is taken out with its line; one with a range of its own stays", async () => {
  const spec = "  depends:\n    # first\n    - blueprint: bp-c # too\n    - blueprint: bp-b\n";
  expect(await specAfter(spec)).toBe("  depends:\n    # first\n    - blueprint: bp-b\n");
  expect(await specAfter("  depends: [{blueprint: bp-b}, {blueprint: bp-c}]\n")).toBe(
    "  depends: [{blueprint: bp-b}]\n",
  );
  const ranged = "  depends: [{blueprint: bp-b}, {blueprint: bp-c, version: ^1}]\n";
  expect(await specAfter(ranged)).toBe(ranged);
});

test("what the kit's release waits for too is not to be taken out of one list alone", async () => {
  const spec = "  depends: [{blueprint: bp-b}, {blueprint: bp-c}]\n";
  const waits = kit({ "01-a.yaml": slot("a", ["bp-b", "bp-c"]) });
  expect(await say("BP406", { ...files(spec), ...waits })).toEqual([]);
  const free = kit({ "01-a.yaml": slot("a", ["bp-b"]) });
  expect(await say("BP406", { ...files(spec), ...free })).toHaveLength(1);
});
