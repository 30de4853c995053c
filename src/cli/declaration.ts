import type { Option } from "commander";

import type { Context } from "./context.ts";
import type { Outcome } from "./outcome.ts";

export type CommandOptions = Readonly<Record<string, unknown>>;

/** A command as data; its code is loaded when it runs. */
export interface Declaration {
  /** Name and arguments, as commander writes them; a name of two words is a verb of a noun. */
  readonly usage: string;
  readonly summary: string;
  readonly group: string;
  readonly options: readonly Option[];
  /** Command lines that work as they stand. */
  readonly examples: readonly string[];
  load(): Promise<Run>;
}

/** A command's name, of one word or two: `lint`, `kit check`. */
export function nameOf({ usage }: Pick<Declaration, "usage">): string {
  return usage.replace(/ [<[].*$/u, "");
}

export type Run = (
  args: readonly string[],
  options: CommandOptions,
  context: Context,
) => Promise<Outcome>;

export function textOption(options: CommandOptions, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** What a repeatable option was given, in order. */
export function textsOption(options: CommandOptions, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function flag(options: CommandOptions, name: string): boolean {
  return options[name] === true;
}
