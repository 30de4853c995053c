import { describe, expect, test } from "vitest";

import { predecessors } from "../../../src/app/publish/predecessors.ts";
import { load } from "../../lint/support.ts";
import type { Files } from "../../lint/support.ts";
import { unit } from "../../support/workspace.ts";

const embeds = (name: string): string =>
  `{ name: ${name}, version: "*", repository: "oci://ghcr.io/acme" }`;

const beside = (path: string): string => `{ name: x, version: "*", repository: "file://${path}" }`;

async function order(
  files: Files,
  workspaceDependencies = true,
): Promise<{
  readonly before: Readonly<Record<string, readonly string[]>>;
  readonly circular: readonly string[];
}> {
  const { units } = await load(files);
  const { before, circular } = predecessors(units, workspaceDependencies);
  const lists = [...before].map(([folder, others]) => [folder, [...others].toSorted()] as const);
  return { before: Object.fromEntries(lists), circular: [...circular].toSorted() };
}

describe("what goes before", () => {
  test("is what a blueprint depends on and what its chart embeds", async () => {
    const files = {
      ...unit("platform/base"),
      ...unit("platform/lib"),
      ...unit("products/shop", { depends: { base: "*" }, dependencies: [embeds("bp-lib")] }),
    };
    expect(await order(files)).toEqual({
      before: {
        "platform/base": [],
        "platform/lib": [],
        "products/shop": ["platform/base", "platform/lib"],
      },
      circular: [],
    });
    expect((await order(files, false)).before["products/shop"]).toEqual(["platform/base"]);
  });

  test("is what lies beside the chart by file://, whether or not names are taken from here", async () => {
    const files = {
      ...unit("platform/lib"),
      ...unit("products/shop", { dependencies: [beside("../../../platform/lib/chart/")] }),
      ...unit("products/site", { dependencies: [beside("../../shop"), beside("../../x/chart")] }),
    };
    const { before } = await order(files, false);
    expect(before).toEqual({
      "platform/lib": [],
      "products/shop": ["platform/lib"],
      "products/site": [],
    });
  });

  test("is nothing that the selection does not hold", async () => {
    const files = unit("products/shop", { depends: { base: "*" }, dependencies: [embeds("bp-x")] });
    expect((await order(files)).before).toEqual({ "products/shop": [] });
  });

  test("leaves a circle aside, and lets what needs it know", async () => {
    const files = {
      ...unit("products/a", { depends: { b: "*" } }),
      ...unit("products/b", { depends: { c: "*" } }),
      ...unit("products/c", { depends: { a: "*" } }),
      ...unit("products/d", { depends: { a: "*" } }),
      ...unit("products/self", { depends: { self: "*" } }),
    };
    const { before, circular } = await order(files);
    expect(circular).toEqual(["products/a", "products/b", "products/c", "products/self"]);
    expect(circular.map((folder) => before[folder])).toEqual([[], [], [], []]);
    expect(before["products/d"]).toEqual(["products/a"]);
  });
});
