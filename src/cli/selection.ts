import { Option } from "commander";

import type { Selection } from "../app/select.ts";
import type { CommandOptions } from "./declaration.ts";
import { flag } from "./declaration.ts";

/** The selection's options, the same for every command. */
export function selectionOptions(): readonly Option[] {
  return [
    new Option("--all", "every blueprint and chart of the workspace"),
    new Option(
      "--affected [base]",
      "what the change makes publish, as bp affected says; --affected=REF: since it left that",
    ),
    new Option("--with-dependencies", "also what the selection needs"),
    new Option("--with-dependents", "also what needs the selection"),
  ];
}

export function selectionOf(
  args: readonly string[],
  options: CommandOptions,
  where: { readonly relative: (path: string) => string; readonly folder: string },
): Selection {
  const common = {
    withDependencies: flag(options, "withDependencies"),
    withDependents: flag(options, "withDependents"),
    folder: where.folder,
  };
  const affected = options["affectedFolders"];
  if (Array.isArray(affected))
    return { ...common, selectors: affected, all: false, none: affected.length === 0 };
  return {
    ...common,
    selectors: args.map((selector) => where.relative(selector)),
    all: flag(options, "all"),
  };
}

/** An option says what is meant, selectors apart. */
export function isGiven(options: CommandOptions): boolean {
  return flag(options, "all") || options["affected"] !== undefined;
}
