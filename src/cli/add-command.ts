import type { Command } from "commander";

import type { Declaration } from "./declaration.ts";
import { nameOf } from "./declaration.ts";
import { examplesText, sentence } from "./help.ts";
import { nouns } from "./nouns.ts";

/** Adds a declared command to the program, below its noun where it has one. */
export function addCommand(program: Command, declaration: Declaration): Command {
  const { usage, summary, group, examples, options } = declaration;
  const [noun = "", verb] = nameOf(declaration).split(" ");
  const parent = verb === undefined ? program : nounOf(program, noun, group);
  const command = parent
    .command(verb === undefined ? usage : usage.slice(noun.length + 1))
    .summary(summary)
    .description(sentence(summary))
    .addHelpText("after", examplesText(examples))
    .helpGroup(group)
    .exitOverride();
  for (const option of options) command.addOption(option);
  return command;
}

function nounOf(program: Command, noun: string, group: string): Command {
  const known = program.commands.find((command) => command.name() === noun);
  if (known !== undefined) return known;
  const summary = nouns.get(noun) ?? noun;
  return program
    .command(noun)
    .usage("<command> [options]")
    .summary(summary)
    .description(sentence(summary))
    .helpCommand(false)
    .helpGroup(group)
    .exitOverride();
}
