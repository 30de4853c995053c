import { describe, expect, test } from "vitest";

import { commands } from "../../../src/cli/commands/index.ts";
import { completedLine } from "../../../src/cli/completion/line.ts";
import { namesLike } from "../../../src/cli/completion/names.ts";
import type { Unit } from "../../../src/model/workspace.ts";
import { unit, workspace } from "../../support/workspace.ts";
import { bp } from "../support/program.ts";

function named(...names: readonly string[]): readonly Unit[] {
  return names.map((name) => ({
    name,
    folder: `products/${name.replace(/^bp-/u, "")}`,
    version: "",
    blueprint: undefined,
    chart: undefined,
  }));
}

describe("names like a word", () => {
  const units = named("bp-shop", "bp-bge", "site");

  test.each([
    ["", ["bge", "shop", "site"]],
    ["s", ["shop", "site"]],
    ["b", ["bge", "bp-bge", "bp-shop"]],
    ["bp-s", ["bp-shop"]],
    ["products/s", ["products/shop", "products/site"]],
    ["x", []],
  ])("%j", (word, expected) => {
    expect(namesLike(units, word)).toEqual(expected);
  });

  test("are plain words", () => {
    expect(namesLike(named("$(x)", "a b", "-rf", "a\nb"), "")).toEqual([]);
    expect(namesLike(named("$(x)", "a b"), "products/")).toEqual([]);
  });
});

/** These take a file or env://NAME. */
const keys: ReadonlySet<string> = new Set(["--key", "--identity-token"]);

test("words that options take are those that they accept", () => {
  const { commands: all, options } = completedLine(commands, {});
  const open = [options, ...all.map((command) => command.options)].flat();
  const prose = open.filter(
    ({ summary, names }) => / or /u.test(summary) && !keys.has(names[0] ?? ""),
  );
  const without = prose.filter(({ values }) => values?.kind === "any");
  // Targets, which nobody can list.
  expect(new Set(without.flatMap(({ names }) => names))).toEqual(new Set(["--to", "--from"]));
});

describe("bp completion", () => {
  test.each(["bash", "zsh", "fish"])("%s is a script and nothing else", async (shell) => {
    const { code, stdout, stderr } = await bp(["completion", shell]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^#/u);
    for (const { usage } of commands) expect(stdout).toContain(usage.split(" ")[0]);
  });

  test.each(["tcsh", "constructor"])("%s is no shell that it knows", async (shell) => {
    const { code, stdout, stderr } = await bp(["completion", shell]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("write one of bash, fish, zsh");
  });

  test("names are one a line, as the scripts read them", async () => {
    const cwd = workspace(unit("products/shop"), unit("products/site"));
    expect((await bp(["completion", "names", "s"], { cwd })).stdout).toBe("shop\nsite\n");
  });
});
