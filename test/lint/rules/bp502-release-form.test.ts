import { expect, test } from "vitest";

import { fileOfA, kit, slot, slotOfA } from "../kit.ts";
import { say, unit } from "../support.ts";

const said = (from: string, to: string): Promise<readonly string[]> =>
  say(
    "BP502",
    slotOfA((text) => text.replace(from, to)),
  );

test("the usual form is in order", async () => {
  expect(await say("BP502", slotOfA())).toEqual([]);
});

test("names that differ", async () => {
  expect(
    await said(
      "  name: bp-a\n  namespace: flux-system\nspec:\n  chart",
      "  name: a\n  namespace: flux-system\nspec:\n  chart",
    ),
  ).toEqual([`${fileOfA}:15:9 the release is named a and its chart bp-a`]);
  expect(await said("        name: bp-a\n", "        name: acme\n")).toEqual([
    `${fileOfA}:24:15 the chart bp-a comes from a HelmRepository named acme`,
  ]);
});

test("a chart that is installed twice needs two names", async () => {
  const second = slot("a").split("---\n")[1]?.replace("  name: bp-a\n", "  name: a-two\n") ?? "";
  expect(
    await say("BP502", { ...unit("a"), ...kit({ "16a-a.yaml": slot("a"), "16b-a.yaml": second }) }),
  ).toEqual([]);
});

test("what is left to defaults", async () => {
  const upgrade = "  upgrade: {disableWait: true, remediation: {retries: 3}}\n";
  expect(await said(upgrade, "  upgrade: {disableWait: true}\n")).toEqual([
    `${fileOfA}:27:3 upgrade does not say how it retries: no remediation`,
  ]);
  expect(await said(upgrade, "  upgrade: {remediation: {retries: 3}}\n")).toEqual([
    `${fileOfA}:27:3 upgrade does not say how long it waits: neither disableWait nor a timeout`,
  ]);
  expect(await said(upgrade, "  upgrade: {remediation: {retries: 3}}\n  timeout: 15m\n")).toEqual(
    [],
  );
  expect(await said(upgrade, "")).toEqual([
    `${fileOfA}:15:9 upgrade does not say how it retries: no remediation`,
    `${fileOfA}:15:9 upgrade does not say how long it waits: neither disableWait nor a timeout`,
  ]);
});

test("a release that the expected graph has under its chart's name is told there", async () => {
  const renamed = slotOfA((text) =>
    text.replace("HelmRelease\nmetadata:\n  name: bp-a", "HelmRelease\nmetadata:\n  name: b"),
  );
  const graph = { "scripts/expected-bootstrap-deps.yaml": "slots: [{slot: 1, name: bp-a}]\n" };
  expect(await say("BP502", { ...renamed, ...graph })).toEqual([]);
  expect(await say("BP502", renamed)).toHaveLength(1);
});
