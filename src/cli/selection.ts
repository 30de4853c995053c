import { Option } from "commander";

import type { Selection } from "../app/select.ts";
import type { CommandOptions } from "./declaration.ts";
import { flag } from "./declaration.ts";

/** The selection's options, the same for every command. */
export function selectionOptions(): readonly Option[] {
  return [
    new Option("--all", "every blueprint and chart of the workspace"),
    new Option("--with-dependencies", "also what the selection needs"),
    new Option("--with-dependents", "also what needs the selection"),
  ];
}

export function selectionOf(
  args: readonly string[],
  options: CommandOptions,
  where: { readonly relative: (path: string) => string; readonly folder: string },
): Selection {
  return {
    selectors: args.map((selector) => where.relative(selector)),
    all: flag(options, "all"),
    withDependencies: flag(options, "withDependencies"),
    withDependents: flag(options, "withDependents"),
    folder: where.folder,
  };
}
