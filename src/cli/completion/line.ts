import { Command } from "commander";
import type { Option } from "commander";

import type { Declaration } from "../declaration.ts";
import { nameOf } from "../declaration.ts";
import { globalOptions } from "../global-options.ts";
import { nouns } from "../nouns.ts";
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
  /** Of two words for a verb of a noun. */
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly values: Values;
}

/** The first word of commands with two. */
export interface CompletedNoun {
  readonly name: string;
  readonly summary: string;
  readonly verbs: readonly { readonly name: string; readonly summary: string }[];
}

/** The command line as the shells' scripts have it. */
export interface CompletedLine {
  readonly commands: readonly CompletedCommand[];
  readonly nouns: readonly CompletedNoun[];
  /** The options before or after any command. */
  readonly options: readonly CompletedOption[];
}

/** Words that an option's declaration says in prose alone. */
const optionWords: Readonly<Record<string, readonly string[]>> = {
  "--output": formats,
  "--profile": ["recommended", "strict", "legacy"],
  "--source": ["OCIRepository", "HelmRepository"],
  "--target": ["flux"],
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
  const names = [...new Set(declarations.map((one) => firstWord(nameOf(one))))];
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
    nouns: nounsOf(commands),
    options: [...globalOptions().map(optionOf), help, version],
  };
}

function commandOf(
  declaration: Declaration,
  words: Readonly<Record<string, readonly string[]>>,
): CompletedCommand {
  const { usage, summary, options } = declaration;
  const name = nameOf(declaration);
  const [argument] = new Command().command(`x${usage.slice(name.length)}`).registeredArguments;
  return {
    name,
    summary,
    options: options.map(optionOf),
    values: valuesOf(argument?.name(), words),
  };
}

function nounsOf(commands: readonly CompletedCommand[]): readonly CompletedNoun[] {
  const verbs = commands.filter(({ name }) => name.includes(" "));
  return [...Map.groupBy(verbs, ({ name }) => firstWord(name))].map(([noun, group]) => ({
    name: noun,
    summary: nouns.get(noun) ?? noun,
    verbs: group.map(({ name, summary }) => ({ name: name.slice(noun.length + 1), summary })),
  }));
}

/** What may be the first word, with its summary. */
export function firstWords({
  commands,
  nouns: all,
}: CompletedLine): readonly { readonly name: string; readonly summary: string }[] {
  const seen = new Set<string>();
  return commands.flatMap(({ name, summary }) => {
    const word = firstWord(name);
    if (seen.has(word)) return [];
    seen.add(word);
    return { name: word, summary: all.find((noun) => noun.name === word)?.summary ?? summary };
  });
}

function firstWord(name: string): string {
  return name.split(" ")[0] ?? "";
}

function valuesOf(
  argument: string | undefined,
  words: Readonly<Record<string, readonly string[]>>,
): Values {
  const known = words[argument ?? ""];
  if (known !== undefined) return { kind: "words", words: known };
  if (argument === "selector") return { kind: "blueprints" };
  if (argument === "dir" || argument === "kit") return { kind: "folders" };
  return { kind: "any" };
}

function optionOf(option: Option): CompletedOption {
  const { short, long, description, flags } = option;
  const names = [short, long].filter((name) => name !== undefined);
  const [, value] = /<([a-z]+)/u.exec(flags) ?? [];
  const words = option.argChoices ?? optionWords[long ?? ""];
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
