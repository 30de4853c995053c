import { rename, writeFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";

import { baselineText, parseBaseline } from "../../app/baseline.ts";
import type { LintSettings } from "../../app/lint.ts";
import { BpError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { allowance } from "../number.ts";
import { readText } from "../read-text.ts";
import { today } from "../today.ts";

const baselineLimit = 64 * 1024 * 1024;

const profiles = ["recommended", "strict", "legacy"] as const;

/** How the rules are held, from the options and the configuration. */
export type HowToLint = Pick<LintSettings, "severities" | "baseline" | "today">;

/** @throws BpError USAGE, CONFIG for a baseline that cannot be read */
export async function howToLint(options: CommandOptions, context: Context): Promise<HowToLint> {
  const config = await context.config();
  const { profile = config.lint.profile } = profileOf(options);
  const baseline = await readBaseline(options, context, config.lint.baseline);
  return {
    severities: { profile, rules: config.lint.rules },
    today: today(context),
    ...(baseline === undefined ? {} : { baseline }),
  };
}

export function maxWarnings(options: CommandOptions): Pick<LintSettings, "maxWarnings"> {
  const text = textOption(options, "maxWarnings");
  return text === undefined ? {} : { maxWarnings: allowance(text, "--max-warnings") };
}

/** Writes the findings as a baseline: whole or not at all. @throws BpError UNREADABLE where it cannot */
export async function writeBaseline(file: string, findings: readonly Finding[]): Promise<void> {
  const fresh = `${file}.new`;
  try {
    await writeFile(fresh, baselineText(findings));
    await rename(fresh, file);
  } catch (error) {
    throw new BpError("UNREADABLE", `cannot write ${file}: ${messageOf(error)}`, {
      hint: "--write-baseline takes a file in a folder that exists",
      cause: error,
    });
  }
}

function profileOf(options: CommandOptions): { readonly profile?: (typeof profiles)[number] } {
  const name = textOption(options, "profile");
  if (name === undefined) return {};
  const profile = profiles.find((known) => known === name);
  if (profile !== undefined) return { profile };
  throw new BpError("USAGE", `there is no profile ${JSON.stringify(name)}`, {
    hint: `--profile takes ${profiles.join(", ")}`,
  });
}

async function readBaseline(
  options: CommandOptions,
  { cwd, root }: Context,
  configured: string | undefined,
): Promise<LintSettings["baseline"]> {
  const given = textOption(options, "baseline");
  if (textOption(options, "writeBaseline") !== undefined) {
    if (given === undefined && !flag(options, "changed")) return undefined;
    throw new BpError("USAGE", "--write-baseline stands alone: it takes in every finding", {
      hint: "leave out --baseline and --changed",
    });
  }
  const file = given === undefined ? configured && resolve(root, configured) : resolve(cwd, given);
  if (file === undefined) return undefined;
  const name = relative(root, file).split(sep).join("/");
  return parseBaseline(await readFileOf(file, name), name);
}

async function readFileOf(file: string, name: string): Promise<string> {
  try {
    return await readText(file, baselineLimit);
  } catch (error) {
    if (error instanceof BpError) throw error;
    throw new BpError("CONFIG", `cannot read the baseline ${name}: ${messageOf(error)}`, {
      hint: "`bp lint --write-baseline FILE` makes one",
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
