import { Command } from "commander";
import type { Option } from "commander";

import type { Declaration } from "../declaration.ts";
import { globalOptions } from "../global-options.ts";
import { formats } from "../output.ts";

/** What may stand at a place of the command line. */
export type Values =
  | { readonly kind: "words"; readonly words: readonly string[] }
  /** Names of the workspace's blueprints, asked for when they are needed; files and folders too. */
  | { readonly kind: "blueprints" }
  | { readonly kind: "files" }
  | { readonly kind: "folders" }
  /** What the program cannot know. */
  | { readonly kind: "any" };

export interface CompletedOption {
  /** As `-o` and `--output`. */
  readonly names: readonly string[];
  readonly summary: string;
  /** What follows it; undefined for one that takes nothing. */
  readonly values: Values | undefined;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly values: Values;
}

/** The command line as the shells' scripts have it. */
export interface CompletedLine {
  readonly commands: readonly CompletedCommand[];
  /** The options before or after any command. */
  readonly options: readonly CompletedOption[];
}

/** Words that an option's declaration says in prose alone. */
const optionWords: Readonly<Record<string, readonly string[]>> = {
  "--output": formats,
  "--profile": ["recommended", "strict", "legacy"],
  "--format": ["tree", "dot", "mermaid", "json"],
};

const help: CompletedOption = {
  names: ["-h", "--help"],
  summary: "print help",
  values: undefined,
};

/** Reads the command line from the commands' declarations; `words` gives what an argument of that name may be. */
export function completedLine(
  declarations: readonly Declaration[],
  words: Readonly<Record<string, readonly string[]>>,
): CompletedLine {
  const names = declarations.map(({ usage }) => usage.split(" ")[0] ?? "");
  const known = { ...words, command: names };
  const commands = declarations.map((one) => commandOf(one, known));
  const helpOf = {
    name: "help",
    summary: "the options and examples of a command",
    options: [],
    values: { kind: "words", words: names },
  } as const;
  const version = { names: ["-V", "--version"], summary: "print the version", values: undefined };
  return {
    commands: [...commands, helpOf],
    options: [...globalOptions().map(optionOf), help, version],
  };
}

function commandOf(
  { usage, summary, options }: Declaration,
  words: Readonly<Record<string, readonly string[]>>,
): CompletedCommand {
  const [name = "", ...rest] = usage.split(" ");
  const [argument] = new Command().command(`x ${rest.join(" ")}`).registeredArguments;
  return {
    name,
    summary,
    options: options.map(optionOf),
    values: valuesOf(argument?.name(), words),
  };
}

function valuesOf(
  argument: string | undefined,
  words: Readonly<Record<string, readonly string[]>>,
): Values {
  const known = words[argument ?? ""];
  if (known !== undefined) return { kind: "words", words: known };
  if (argument === "selector") return { kind: "blueprints" };
  if (argument === "dir") return { kind: "folders" };
  return { kind: "any" };
}

function optionOf(option: Option): CompletedOption {
  const { short, long, description, flags } = option;
  const names = [short, long].filter((name) => name !== undefined);
  const [, value] = /<([a-z]+)/u.exec(flags) ?? [];
  const words = optionWords[long ?? ""];
  return {
    names,
    summary: description,
    values: value === undefined ? undefined : optionValues(value, words),
  };
}

function optionValues(value: string, words: readonly string[] | undefined): Values {
  if (words !== undefined) return { kind: "words", words };
  if (value === "dir") return { kind: "folders" };
  return ["file", "key", "prefix"].includes(value) ? { kind: "files" } : { kind: "any" };
}
