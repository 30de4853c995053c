import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { quietCommands } from "../../src/cli/github.ts";
import { said } from "../support/program.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import type { Outcome } from "./support/program.ts";

interface Told {
  readonly outcome: Outcome;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A workspace with one error and one warning. */
const faulty = unit("platform/b", { depends: { "bp-gone": "^1.0.0" } });

async function inActions(args: readonly string[], work = workspace(faulty)): Promise<Told> {
  const runner = temporary();
  const env = {
    GITHUB_ACTIONS: "true",
    GITHUB_STEP_SUMMARY: join(runner, "summary.md"),
    GITHUB_OUTPUT: join(runner, "output"),
    GITHUB_SERVER_URL: "https://github.example",
    GITHUB_REPOSITORY: "o/r",
    GITHUB_SHA: "abc",
  };
  const outcome = await bp(args, { cwd: work, env });
  return {
    outcome,
    summary: textOf(env.GITHUB_STEP_SUMMARY),
    outputs: outputsOf(textOf(env.GITHUB_OUTPUT)),
  };
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** As the runner reads them. */
function outputsOf(text: string): Readonly<Record<string, string>> {
  const pairs = text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gmu);
  return Object.fromEntries([...pairs].map(([, name = "", , value = ""]) => [name, value]));
}

test("annotations come by themselves after the pretty report, with a summary and outputs", async () => {
  const { outcome, summary, outputs } = await inActions(["lint", "--all"]);
  expect(outcome.code, said(outcome)).toBe(1);
  expect(outcome.stdout).toMatch(/^platform\/b\/blueprint\.yaml\n/u);
  expect(outcome.stdout).toMatch(/\n::error file=platform\/b\/blueprint\.yaml,line=\d+,/u);
  expect(summary).toMatch(/^## bp lint: failed \(exit 1\)\n/u);
  expect(summary).toContain("](https://github.example/o/r/blob/abc/platform/b/blueprint.yaml#L");
  expect(outputs).toMatchObject({ ok: "false", "exit-code": "1", errors: "1" });
});

test("standard output that a machine reads stays as it is", async () => {
  const { outcome, summary } = await inActions(["lint", "--all", "-o", "json"]);
  expect(JSON.parse(outcome.stdout)).toMatchObject({ command: "lint" });
  expect(summary).toContain("BP401");
});

test("annotations that are asked for in a file come there alone", async () => {
  const { outcome } = await inActions(["lint", "--all", "-o", "github=annotations.txt"]);
  expect(outcome.stdout).not.toContain("::error");
});

test("a run that fails is annotated and summed up", async () => {
  const { outcome, summary, outputs } = await inActions(["lint", "nothing-like-it"]);
  expect(outcome.code).toBe(2);
  expect(outcome.stdout).toMatch(/^::error title=bp lint::[^\n]+\n$/u);
  expect(summary).toMatch(/^## bp lint: failed \(exit 2\)\n\n\*\*/u);
  expect(outputs).toMatchObject({ ok: "false", "exit-code": "2", errors: "0" });
});

test("a publish tells later steps its artifacts", async () => {
  const args = ["publish", "--all", "--dry-run"];
  const { outcome, outputs } = await inActions(args, workspace(unit("platform/a")));
  expect(outcome.code, said(outcome)).toBe(0);
  expect(JSON.parse(outputs["artifacts"] ?? "")).toEqual([
    {
      name: "bp-a",
      version: "1.0.0",
      reference: expect.any(String),
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/u),
      status: "planned",
    },
  ]);
});

test("a summary that cannot be written is a warning and changes nothing", async () => {
  const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: "gone/summary.md" };
  const outcome = await bp(["list"], { cwd: workspace(unit("platform/a")), env });
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toContain("warning: cannot add to gone/summary.md");
});

test("elsewhere nothing is annotated", async () => {
  const outcome = await bp(["lint", "--all"], { cwd: workspace(faulty) });
  expect(outcome.stdout).not.toContain("::error");
});

test("text that reads like a command is shown between marks that it cannot hold", () => {
  const actions = { GITHUB_ACTIONS: "true" };
  const hostile = "a\n  ::add-mask::x\n";
  const lines = quietCommands(hostile, actions).split("\n");
  const token = /^::stop-commands::([0-9a-f]{64})$/u.exec(lines[0] ?? "")?.[1];
  expect(lines.slice(1)).toEqual(["a", "  ::add-mask::x", `::${token}::`, ""]);
  expect(quietCommands("a ##[error]x\n", actions)).toMatch(/^::stop-commands::/u);
  expect(quietCommands("std::string\n", actions)).toBe("std::string\n");
  expect(quietCommands(hostile, {})).toBe(hostile);
});
