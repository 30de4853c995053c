import { describe, expect, test } from "vitest";

import { commands } from "../../../src/cli/commands/index.ts";
import { temporary, unit, workspace } from "../../support/workspace.ts";
import { has, inShell, scripted } from "./shells.ts";

const here = has("fish") ? test : test.skip;

/** What fish offers at the end of the line, without the descriptions. */
async function offered(line: string, cwd: string = temporary()): Promise<string[]> {
  const folder = await scripted("fish");
  const { stdout, stderr } = await inShell("fish", folder, `complete -C '${line}'`, cwd);
  expect(stderr).toBe("");
  return stdout.split("\n").flatMap((one) => (one === "" ? [] : [one.split("\t")[0] ?? ""]));
}

describe("fish offers", () => {
  here("every command", async () => {
    const names = new Set(commands.map(({ usage }) => usage.split(" ")[0] ?? ""));
    expect((await offered("bp ")).toSorted()).toEqual([...names, "help"].toSorted());
    expect(await offered("bp pub")).toEqual(["publish"]);
  });

  here("the verbs of a noun, and what they take", async () => {
    expect(await offered("bp kit ch")).toEqual(["check"]);
    expect(await offered("bp -C / kit ch")).toEqual(["check"]);
    expect(await offered("bp kit check --off")).toEqual(["--offline"]);
    expect(await offered("bp kit check ch")).toEqual([]);
  });

  here("options and what they take", async () => {
    expect((await offered("bp lint --base")).toSorted()).toEqual(["--base", "--baseline"]);
    expect(await offered("bp list --base")).toEqual([]);
    expect(await offered("bp lint --profile s")).toEqual(["strict"]);
    expect(await offered("bp list -o sa")).toEqual(["sarif"]);
  });

  here("blueprints of the workspace, and rules", async () => {
    const cwd = workspace(unit("products/shop"), unit("products/site"));
    expect(await offered("bp lint sh", cwd)).toEqual(["shop"]);
    expect(await offered(`bp -C ${cwd} lint sh`)).toEqual(["shop"]);
    expect(await offered("bp explain BP20")).toContain("BP202");
  });
});
