import { styleText } from "node:util";

import type { Command, Help } from "commander";
import { Command as CommanderCommand } from "commander";

/** How help reads: names and arguments first, the words after them, headings bold at a terminal. */
export const helpFormat: Partial<Help> = {
  showGlobalOptions: true,
  sortSubcommands: false,
  subcommandTerm: (command: Command) =>
    [command.name(), ...verbsOf(command), ...argumentsOf(command)].join(" "),
  styleTitle: (title: string) => styleText("bold", title, { validateStream: false }),
};

/** The `help` command, in a group of the program's own. */
export function helpCommand(group: string): Command {
  return new CommanderCommand("help")
    .argument("[command]")
    .description("the options and examples of a command")
    .helpGroup(group);
}

/** The block of examples below a command's options. */
export function examplesText(examples: readonly string[]): string {
  return ["\nExamples:", ...examples.map((example) => `  ${example}`)].join("\n");
}

/** What the commands' help takes for granted. */
export const selectorText: string = [
  "\nA selector is a blueprint's name with or without bp-, a folder, a file in one,",
  "or a glob. Without one it is the blueprint you stand in, else all.",
].join("\n");

/** A summary as a sentence. */
export function sentence(summary: string): string {
  return `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.`;
}

/** A noun stands in one line with its verbs, as `kit check|sync`. */
function verbsOf({ commands }: Command): readonly string[] {
  return commands.length === 0 ? [] : [commands.map((verb) => verb.name()).join("|")];
}

function argumentsOf(command: Command): readonly string[] {
  return command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
}
