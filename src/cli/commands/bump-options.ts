import { Option } from "commander";

import type { Wanted } from "../../app/bump/first-steps.ts";
import type { DependentsPolicy } from "../../app/config-bump.ts";
import { dependentsPolicy } from "../../app/config-bump.ts";
import { levels } from "../../app/vendor/level.ts";
import { BpError } from "../../model/error.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";

export function bumpOptions(): readonly Option[] {
  return [
    new Option(
      "--level <level>",
      "how far; auto: as the difference with what is published asks; none: only in line (default: as change files say, else patch)",
    ).choices([...levels, "auto", "none"]),
    new Option("--set <version>", "this version, in place of a step"),
    new Option(
      "--dependents <policy>",
      "the step of what holds a bumped chart (default: as bump.dependents says, else patch)",
    ).choices(["patch", "same", "none"]),
    new Option("--check", "bump nothing: name every place that is out of step"),
    new Option(
      "--base <ref>",
      "with --check: also what the change, since it left that, did to versions",
    ),
    new Option("--images", "with --base: ask registries whether they have the images that moved"),
    new Option("--dry-run", "write nothing; print the diff"),
  ];
}

/** @throws BpError USAGE for options that do not go together */
export function wantedOf(options: CommandOptions): Wanted {
  const [level, version] = [textOption(options, "level"), textOption(options, "set")];
  const given = [level, version, flag(options, "check") || undefined];
  if (given.filter((one) => one !== undefined).length > 1)
    throw new BpError("USAGE", "--level, --set and --check exclude each other", {
      hint: "--level says how far, --set what it becomes, --check that nothing moves",
    });
  if (textOption(options, "base") !== undefined && !flag(options, "check"))
    throw new BpError("USAGE", "--base names what --check compares with", {
      hint: "write --check --base REF",
    });
  if (flag(options, "images") && textOption(options, "base") === undefined)
    throw new BpError("USAGE", "--images asks for what moved since --base", {
      hint: "write --check --base REF --images",
    });
  if (version !== undefined) return { kind: "version", version };
  if (level === "auto") return { kind: "auto" };
  const known = [...levels, "none" as const].find((one) => one === level);
  return known === undefined ? { kind: "default" } : { kind: "level", level: known };
}

export function dependentsOf(
  options: CommandOptions,
  configured: DependentsPolicy,
): DependentsPolicy {
  return dependentsPolicy(textOption(options, "dependents") ?? "") ?? configured;
}
