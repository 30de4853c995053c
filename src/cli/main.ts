import { Command, CommanderError } from "commander";
import type { Option } from "commander";

import { addCommand } from "./add-command.ts";
import { commands } from "./commands/index.ts";
import { nameOf } from "./declaration.ts";
import type { GlobalOptions } from "./global-options.ts";
import { globalOptions } from "./global-options.ts";
import { helpCommand, helpFormat, selectorText } from "./help.ts";
import { runCommand, tellUsageFault } from "./run.ts";
import { usageFaultText } from "./usage-fault.ts";
import { version } from "./version.ts";

const groups: readonly string[] = [
  "Write and review:",
  "Upstream charts:",
  "Release:",
  "Consume:",
  "Set up:",
];

/**
 * Runs the program and gives its exit code (design §2). Nothing but the commands' declarations is loaded before a
 * command is known: each brings its own code when it runs.
 */
export async function main(argv: readonly string[], packageRoot: string): Promise<number> {
  let exitCode = 0;
  surviveClosedPipes();
  const program = new Command("bp")
    .description("Turns a folder of Blueprints into signed, attested, reproducible OCI artifacts.")
    .version(version(packageRoot), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .configureHelp(helpFormat)
    .configureOutput({ outputError: (text, write) => write(usageFaultText(text)) })
    .addHelpCommand(helpCommand("Set up:"))
    .usage("<command> [options]")
    .addHelpText("after", selectorText)
    .exitOverride();
  for (const option of globalOptionsFor(argv)) program.addOption(option);
  for (const group of groups) {
    for (const declaration of commands.filter((one) => one.group === group)) {
      const command = addCommand(program, declaration);
      command.action(async () => {
        exitCode = await runCommand(declaration, {
          name: nameOf(declaration),
          args: command.args,
          options: command.opts(),
          global: program.opts<GlobalOptions>(),
          packageRoot,
        });
      });
    }
  }
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (error.code === "commander.help") return 2;
    await tellUsageFault(error.message.replace(/^error: /u, ""), {
      name: commandName(program),
      global: program.opts<GlobalOptions>(),
      packageRoot,
    });
    return 2;
  }
  return exitCode;
}

/** A command's option of the same name takes a global one's place: `bp plan install --config`. */
function globalOptionsFor(argv: readonly string[]): readonly Option[] {
  const line = ` ${argv.join(" ")} `;
  const named = commands.filter((one) => line.includes(` ${nameOf(one)} `));
  const own = new Set(named.flatMap(({ options }) => options.map(({ long }) => long)));
  return globalOptions().filter(({ long }) => !own.has(long));
}

/** A reader that has seen enough, as `head`, ends the output and not the work. */
function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}

/** The command that the user meant, `bp` where it is none that there is. */
function commandName({ args }: Command): string {
  const names = commands.map((one) => nameOf(one));
  return names.find((name) => name === args[0] || name === args.slice(0, 2).join(" ")) ?? "bp";
}
