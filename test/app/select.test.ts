import { describe, expect, test } from "vitest";

import type { Selection } from "../../src/app/select.ts";
import { select } from "../../src/app/select.ts";
import type { BpError } from "../../src/model/error.ts";
import { isBpError } from "../../src/model/error.ts";
import type { Workspace } from "../../src/model/workspace.ts";
import { load } from "../lint/support.ts";
import { chartOnly, unit } from "../support/workspace.ts";

const nothing: Selection = {
  selectors: [],
  all: false,
  withDependents: false,
  withDependencies: false,
  folder: "",
};

const workspace = await load({
  ...unit("platform/base"),
  ...unit("platform/base-tools"),
  ...unit("products/shop", { depends: { "bp-base": "^1.0.0" } }),
  ...unit("products/site", { depends: { shop: "^1.0.0" } }),
  ...chartOnly("products/bare", {
    dependencies: ['{ name: bp-base, version: 1.0.0, repository: "oci://ghcr.io/acme" }'],
  }),
  "platform/idea/README.md": "# One day\n",
});

function names(change: Partial<Selection>): readonly string[] {
  return select(workspace, { ...nothing, ...change }).map(({ folder }) => folder);
}

function refusal(selector: string, from: Workspace = workspace): BpError {
  try {
    select(from, { ...nothing, selectors: [selector] });
  } catch (error) {
    if (isBpError(error, "EMPTY_SELECTION")) return error;
    throw error;
  }
  throw new Error(`${selector} selected something`);
}

describe("a selector", () => {
  test.each([
    ["shop", ["products/shop"]],
    ["bp-shop", ["products/shop"]],
    ["base", ["platform/base"]],
    ["products/shop", ["products/shop"]],
    ["./products/shop/", ["products/shop"]],
    ["products/shop/chart/values.yaml", ["products/shop"]],
    ["products", ["products/bare", "products/shop", "products/site"]],
    ["products/s*", ["products/shop", "products/site"]],
    ["*/base*", ["platform/base", "platform/base-tools"]],
    ["bp-bare", ["products/bare"]],
  ])("%s", (selector, expected) => {
    expect(names({ selectors: [selector] })).toEqual(expected);
  });

  test("more of them add up, in the order of the folders, each once", () => {
    expect(names({ selectors: ["site", "products/s*", "base"] })).toEqual([
      "platform/base",
      "products/shop",
      "products/site",
    ]);
  });

  test.each([
    ["shpo", "did you mean shop?"],
    ["products/shpo", "did you mean products/shop?"],
    ["zzz", "`bp list` shows"],
    ["../x", "`bp list` shows"],
    ["", "`bp list` shows"],
  ])("%j matches nothing and is an error", (selector, hint) => {
    const error = refusal(selector);
    expect(error.message).toBe(`nothing matches ${JSON.stringify(selector)}`);
    expect(error.hint).toContain(hint);
  });

  test("a draft is called one", () => {
    expect(refusal("idea").message).toMatch(/^platform\/idea is a draft/u);
    expect(refusal("platform/idea").message).toMatch(/^platform\/idea is a draft/u);
  });
});

describe("without a selector", () => {
  test.each([
    ["", 5],
    ["products", 3],
    ["products/shop", 1],
    ["products/shop/chart/templates", 1],
    ["platform/base", 1],
    ["clusters/one", 5],
  ])("standing in %j selects %i", (folder, count) => {
    expect(names({ folder })).toHaveLength(count);
  });

  test("--all means all, wherever one stands", () => {
    expect(names({ folder: "products/shop", all: true })).toHaveLength(5);
  });

  test("an empty workspace is an error that says what a blueprint is", async () => {
    const empty = await load({ "platform/idea/README.md": "" });
    expect(() => select(empty, { ...nothing, all: true })).toThrow(/holds no blueprint/u);
  });
});

describe("neighbours", () => {
  test("--with-dependencies follows depends and the charts taken from the workspace", () => {
    expect(names({ selectors: ["site"], withDependencies: true })).toEqual([
      "platform/base",
      "products/shop",
      "products/site",
    ]);
    expect(names({ selectors: ["bare"], withDependencies: true })).toEqual([
      "platform/base",
      "products/bare",
    ]);
  });

  test("--with-dependents goes the other way, all the way", () => {
    expect(names({ selectors: ["base"], withDependents: true })).toEqual([
      "platform/base",
      "products/bare",
      "products/shop",
      "products/site",
    ]);
  });
});
