import { Command } from "commander";
import { describe, expect, test } from "vitest";

import { addCommand } from "../../src/cli/add-command.ts";
import { commands } from "../../src/cli/commands/index.ts";
import { nameOf } from "../../src/cli/declaration.ts";
import { bp } from "./support/program.ts";

describe("every command", () => {
  test.each(commands.map((command) => [command.usage, command] as const))(
    "%s",
    (usage, command) => {
      expect(usage).toMatch(/^[a-z]+(?: [a-z]+)?(?: (?:<|\[)[a-z]+(?:\.\.\.)?(?:>|\]))*$/u);
      expect(command.summary).toMatch(/^[a-z].*[^.]$/u);
      for (const { description } of command.options)
        expect(description).toMatch(/^[a-zA-Z0-9-].*[^.]$/u);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) expect(example).toContain(`bp ${nameOf(command)}`);
    },
  );

  test("has a name of its own", () => {
    const names = commands.map((command) => nameOf(command));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("the examples", () => {
  const examples = commands.flatMap(({ examples: lines }) => lines);
  test.each(examples)("%s is a command line that bp reads", async (example) => {
    const program = new Command("bp").exitOverride().configureOutput({ writeErr: () => undefined });
    program.option("-o, --output <format>");
    for (const declaration of commands) addCommand(program, declaration);
    const [line = ""] = example
      .replace(/^\S*= ?/u, "")
      .replaceAll("'", "")
      .split(/ [>|] /u);
    const words = line.split(" ").slice(line.startsWith("bp") ? 1 : 2);
    await expect(program.parseAsync(words, { from: "user" })).resolves.toBe(program);
  });
});

describe("help", () => {
  test("lists every command under its group, in 80 columns, on standard output", async () => {
    const { code, stdout, stderr } = await bp(["--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    for (const declaration of commands) {
      expect(stdout).toContain(declaration.group);
      const [word = "", verb] = nameOf(declaration).split(" ");
      if (verb === undefined) expect(stdout).toContain(`\n  ${declaration.usage}`);
      else expect(stdout).toMatch(new RegExp(`\\n  ${word} (?:[a-z]+\\|)*${verb}\\b`, "u"));
    }
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain('"');
  });

  test.each([["publish --help"], ["help publish"]])(
    "bp %s shows options and examples",
    async (line) => {
      const { code, stdout } = await bp(line.split(" "));
      expect(code).toBe(0);
      expect(stdout).toMatch(
        /^Usage: bp publish \[options\] \[selector\.\.\.\]\n\nPackage, attest/u,
      );
      expect(stdout).toContain("--dry-run");
      expect(stdout).toContain("Global Options:");
      expect(stdout).toContain("\nExamples:\n  bp publish 'products/*'\n");
      expect(stdout.endsWith("\n\n")).toBe(false);
    },
  );

  test.each([["kit --help"], ["help kit"]])("bp %s lists the verbs of a noun", async (line) => {
    const { code, stdout } = await bp(line.split(" "));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: bp kit <command> \[options\]\n/u);
    for (const { usage } of commands.filter((command) => nameOf(command).startsWith("kit ")))
      expect(stdout).toContain(`\n  ${usage.slice("kit ".length)}`);
  });

  test("a noun without a verb is a usage fault that shows its help", async () => {
    const { code, stdout, stderr } = await bp(["kit"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^Usage: bp kit <command>/u);
  });

  test("no command at all is a usage fault that shows the help", async () => {
    const { code, stdout, stderr } = await bp([]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^Usage: bp <command> \[options\]/u);
  });

  test("--version is the package's", async () => {
    const { code, stdout } = await bp(["--version"]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/u)]);
  });
});
