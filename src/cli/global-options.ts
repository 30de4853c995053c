import { Option } from "commander";

import { formats } from "./output.ts";

/** The options before or after any command, as commander reads them. */
export interface GlobalOptions {
  readonly cwd?: string;
  readonly config?: string;
  readonly output: readonly string[];
  readonly concurrency?: string;
  readonly offline?: boolean;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** How they are declared, in the order of the help. */
export function globalOptions(): readonly Option[] {
  return [
    new Option("-C, --cwd <dir>", "work there instead of here"),
    new Option("--config <file>", "read this bp.config.yaml"),
    new Option("-o, --output <format[=file]>", `${phrase(formats)}; repeatable`)
      .argParser(collect)
      .default([], "pretty"),
    new Option(
      "--concurrency <n>",
      "how many artifacts at once; by default 4, a publish to a registry 8",
    ),
    new Option("--offline", "refuse every network connection"),
    new Option("--color", "colour even where this is no terminal"),
    new Option("--no-color", "no colour"),
    new Option("-q, --quiet", "no progress"),
    new Option("-v, --verbose", "say more"),
  ];
}

function phrase(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}

function collect(value: string, values: readonly string[]): readonly string[] {
  return [...values, value];
}
