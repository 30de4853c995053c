import { expect, test } from "vitest";

import { fixed } from "../fixing.ts";
import { folder, kit, slot } from "../kit.ts";
import type { Files } from "../support.ts";
import { lintFiles, say, unit } from "../support.ts";

const blueprint = "platform/a/blueprint.yaml";

function files(spec: string, dependsOn: readonly string[]): Files {
  const slots = { "01-b.yaml": slot("b"), "02-a.yaml": slot("a", dependsOn) };
  return { ...unit("a", { spec }), ...unit("b"), ...unit("c"), ...kit(slots) };
}

async function specAfter(spec: string, dependsOn: readonly string[]): Promise<string> {
  const { files: after, left } = await fixed("BP404", files(spec, dependsOn));
  expect(left).toBe(0);
  return (after[blueprint] ?? "").split("visibility: listed\n")[1] ?? "";
}

test("equal sets are in order, in any order of names, with and without the prefix", async () => {
  const spec = "  depends:\n    - blueprint: c\n    - blueprint: bp-b\n";
  expect(await say("BP404", files(spec, ["bp-b", "bp-c"]))).toEqual([]);
  expect(await say("BP404", files("", []))).toEqual([]);
});

test("what the release alone waits for, at the list or at the spec", async () => {
  const message = `the kit's release waits for bp-b (${folder}/02-a.yaml:29), on which bp-a does not depend`;
  expect(await say("BP404", files("  depends: []\n", ["bp-b"]))).toEqual([
    `${blueprint}:11:3 ${message}`,
  ]);
  expect(await say("BP404", files("", ["bp-b"]))).toEqual([`${blueprint}:5:1 ${message}`]);
});

test("what the blueprint alone depends on, unless a condition decides", async () => {
  const spec = "  depends:\n    - blueprint: bp-b\n";
  expect(await say("BP404", files(spec, []))).toEqual([
    `${blueprint}:12:7 bp-a depends on bp-b, and the kit's release does not wait for it (${folder}/02-a.yaml:15)`,
  ]);
  expect(await say("BP404", files(`${spec}      when: .config.b\n`, []))).toEqual([]);
});

test("where two kits differ the blueprint may go with either", async () => {
  const other = kit({ "02-a.yaml": slot("a") }, "clusters/z/bootstrap-kit");
  expect(await say("BP404", { ...files("  depends: []\n", ["bp-b"]), ...other })).toEqual([]);
  const spec = "  depends:\n    - blueprint: bp-b\n";
  expect(await say("BP404", { ...files(spec, ["bp-b"]), ...other })).toEqual([]);
});

test("a release is waited for by its own name", async () => {
  const spec = "  depends:\n    - blueprint: bp-b\n";
  const renamed = slot("b").replaceAll("  name: bp-b\n", "  name: other\n");
  const slots = { "01-b.yaml": renamed, "02-a.yaml": slot("a", ["other"]) };
  expect(await say("BP404", { ...unit("a", { spec }), ...unit("b"), ...kit(slots) })).toEqual([]);
});

test("what is in no kit is not compared, and without a kit nothing is", async () => {
  const spec = "  depends:\n    - blueprint: bp-b\n";
  const alone = { ...unit("a", { spec }), ...unit("b") };
  expect(await say("BP404", { ...alone, ...kit({ "01-b.yaml": slot("b") }) })).toEqual([]);
  expect((await lintFiles(alone)).notRun).toContainEqual({
    ruleId: "BP404",
    reason: "there is no bootstrap kit",
  });
});

test("the missing ones are added as the list is written", async () => {
  expect(await specAfter("  depends: [] # none\n", ["bp-b", "bp-c"])).toBe(
    "  depends: [{blueprint: bp-b}, {blueprint: bp-c}] # none\n",
  );
  expect(await specAfter("", ["bp-b"])).toBe("  depends:\n    - blueprint: bp-b\n");
  const ranged =
    "  depends:\n  # why\n  - blueprint: 'bp-b'\n    version: ^1 # one\n  upgrades: {from: [0.x]}\n";
  expect(await specAfter(ranged, ["bp-b", "bp-c"])).toBe(
    "  depends:\n  # why\n  - blueprint: 'bp-b'\n    version: ^1 # one\n  - blueprint: bp-c\n    version: ^1.0\n  upgrades: {from: [0.x]}\n",
  );
});

test("an edge that would close a circle, or to what is not there, is for a person to add", async () => {
  const circle = {
    ...files("  depends: []\n", ["bp-b"]),
    ...unit("b", { spec: "  depends: [{blueprint: a}]\n" }),
  };
  expect(await fixed("BP404", circle)).toMatchObject({ rounds: 0 });
  expect(await fixed("BP404", files("  depends: []\n", ["bp-gone"]))).toMatchObject({
    rounds: 0,
    left: 1,
  });
});

test("what the release waits for through others is waited for", async () => {
  const spec = "  depends:\n    - blueprint: bp-b\n    - blueprint: bp-c\n";
  const slots = { "01-c.yaml": slot("c"), "02-b.yaml": slot("b", ["bp-c"]) };
  const tree = { ...unit("a", { spec }), ...unit("b"), ...unit("c") };
  const through = { ...tree, ...kit({ ...slots, "03-a.yaml": slot("a", ["bp-b"]) }) };
  expect((await say("BP404", through)).filter((line) => line.startsWith(blueprint))).toEqual([]);
  const alone = { ...tree, ...kit({ ...slots, "03-a.yaml": slot("a", ["bp-c"]) }) };
  expect((await say("BP404", alone)).filter((line) => line.startsWith(blueprint))).toHaveLength(1);
});

test("that a blueprint depends on itself is for BP403", async () => {
  const spec = "  depends:\n    - blueprint: bp-a\n";
  expect(
    await say("BP404", { ...unit("a", { spec }), ...kit({ "01-a.yaml": slot("a") }) }),
  ).toEqual([]);
});

test("a slip of a release's name is told as such, and means the release", async () => {
  const spec = "  depends:\n    - blueprint: bp-cilium\n";
  const slots = { "01-cilium.yaml": slot("cilium"), "02-a.yaml": slot("a", ["bp-ciliun"]) };
  expect(await say("BP404", { ...unit("a", { spec }), ...kit(slots) })).toEqual([]);
});
