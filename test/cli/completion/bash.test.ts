import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { commands } from "../../../src/cli/commands/index.ts";
import { temporary, unit, workspace } from "../../support/workspace.ts";
import { has, inShell, scripted } from "./shells.ts";

const here = has("bash") ? test : test.skip;

/** What bash offers for the last of these words. */
async function offered(words: readonly string[], cwd: string = temporary()): Promise<string[]> {
  const folder = await scripted("bash");
  const list = words.map((word) => `'${word}'`).join(" ");
  const line = `COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _bp; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = await inShell("bash", folder, line, cwd);
  expect(stderr).toBe("");
  return stdout.split("\n").filter((name) => name !== "");
}

describe("bash offers", () => {
  here("every command", async () => {
    const names = new Set(commands.map(({ usage }) => usage.split(" ")[0] ?? ""));
    expect((await offered(["bp", ""])).toSorted()).toEqual([...names, "help"].toSorted());
    expect(await offered(["bp", "pub"])).toEqual(["publish"]);
    expect(await offered(["bp", "-C", "/", "-q", "--output", "=", "json", "pub"])).toEqual([
      "publish",
    ]);
    expect(await offered(["bp", "help", "keyg"])).toEqual(["keygen"]);
  });

  here("the verbs of a noun, and what they take", async () => {
    expect(await offered(["bp", "ki"])).toEqual(["kit"]);
    expect(await offered(["bp", "kit", "ch"])).toEqual(["check"]);
    expect(await offered(["bp", "-C", "/", "kit", "ch"])).toEqual(["check"]);
    expect(await offered(["bp", "kit", "check", "--off"])).toEqual(["--offline"]);
    const cwd = temporary();
    mkdirSync(join(cwd, "clusters"));
    expect(await offered(["bp", "kit", "check", "cl"], cwd)).toEqual(["clusters"]);
    expect(await offered(["bp", "kit", "nothing", ""], cwd)).toEqual([]);
  });

  here("a command's options with the global ones", async () => {
    expect(await offered(["bp", "lint", "--ba"])).toEqual(["--baseline", "--base"]);
    expect(await offered(["bp", "lint", "--off"])).toEqual(["--offline"]);
    expect(await offered(["bp", "list", "--base"])).toEqual([]);
    expect(await offered(["bp", "--conf"])).toEqual(["--config"]);
  });

  here("what an option takes", async () => {
    expect(await offered(["bp", "lint", "--profile", "s"])).toEqual(["strict"]);
    expect(await offered(["bp", "lint", "--profile", "=", "s"])).toEqual(["strict"]);
    expect(await offered(["bp", "graph", "--format", "="])).toContain("mermaid");
    expect(await offered(["bp", "lint", "-o", "sa"])).toEqual(["sarif"]);
    expect(await offered(["bp", "lint", "--base", "bp-"])).toEqual([]);
    const cwd = temporary();
    mkdirSync(join(cwd, "out of here"));
    expect(await offered(["bp", "package", "--out", "o"], cwd)).toEqual(["out of here"]);
  });

  here("rules and shells", async () => {
    expect(await offered(["bp", "explain", "BP20"])).toContain("BP202");
    expect(await offered(["bp", "completion", "f"])).toEqual(["fish"]);
  });

  here("blueprints of the workspace, here and with -C", async () => {
    const cwd = workspace(unit("products/shop"), unit("products/site"));
    expect(await offered(["bp", "lint", ""], cwd)).toEqual(["shop", "site"]);
    expect(await offered(["bp", "lint", "shop", "si"], cwd)).toEqual(["site"]);
    expect(await offered(["bp", "lint", "bp-s"], cwd)).toEqual(["bp-shop", "bp-site"]);
    expect(await offered(["bp", "lint", "products/sh"], cwd)).toEqual(["products/shop"]);
    expect(await offered(["bp", "-C", cwd, "lint", "sh"])).toEqual(["shop"]);
    expect(await offered(["bp", "--cwd", "=", cwd, "lint", "sh"])).toEqual(["shop"]);
  });

  here("nothing that a name in the workspace makes it run", async () => {
    const files = unit("products/shop");
    const manifest = files["products/shop/blueprint.yaml"] ?? "";
    const chart = files["products/shop/chart/Chart.yaml"] ?? "";
    const cwd = workspace(files, {
      "products/shop/blueprint.yaml": manifest.replace("name: bp-shop", "name: '$(touch seen)'"),
      "products/shop/chart/Chart.yaml": chart.replace("name: bp-shop", "name: '$(touch seen)'"),
    });
    expect(await offered(["bp", "lint", ""], cwd)).toEqual([]);
    expect(readdirSync(cwd)).toEqual(["products"]);
  });
});
