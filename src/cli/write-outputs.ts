import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";

import { BpError } from "../model/error.ts";
import { annotate, inActions, quietCommands, tellActions } from "./github.ts";
import type { Environment } from "./github.ts";
import type { Outcome } from "./outcome.ts";
import type { Output } from "./output.ts";
import { render } from "./render.ts";

export interface OutputIo {
  readonly stdout: (text: string) => void;
  readonly color: boolean;
  /** What the files of outputs are relative to. */
  readonly cwd: string;
  /** Absolute path of the workspace root. */
  readonly root: string;
  readonly version: string;
  readonly environment: Environment;
}

/**
 * Writes the outcome to every output, and in GitHub Actions tells it there too. Of a run that failed people read on
 * standard error, so nothing pretty is written, and one file that cannot be written keeps none of the others back.
 * @throws BpError UNREADABLE where a file cannot be written
 */
export async function writeOutputs(
  outcome: Outcome,
  outputs: readonly Output[],
  io: OutputIo,
): Promise<void> {
  const failed = outcome.report.error !== undefined;
  const told = filesFirst(outputs).filter(({ format }) => !failed || format !== "pretty");
  let unwritten: unknown;
  for (const output of told) {
    try {
      await writeOutput(outcome, output, io);
    } catch (error) {
      if (!failed) throw error;
      unwritten ??= error;
    }
  }
  if (inActions(io.environment)) await tellGithub(outcome, outputs, io);
  if (unwritten !== undefined) throw unwritten;
}

async function writeOutput(
  outcome: Outcome,
  { format, file }: Output,
  io: OutputIo,
): Promise<void> {
  const color = io.color && file === undefined;
  const text = await render(outcome, format, { ...io, color });
  if (file !== undefined) await writeReport(resolve(io.cwd, file), text);
  else io.stdout(format === "pretty" ? quietCommands(text, io.environment) : text);
}

async function tellGithub(
  outcome: Outcome,
  outputs: readonly Output[],
  io: OutputIo,
): Promise<void> {
  if (annotate(outputs)) io.stdout(await render(outcome, "github", { ...io, color: false }));
  await tellActions(outcome, io);
}

/** Where a file cannot be written the failure takes standard output, which must then be empty. */
function filesFirst(outputs: readonly Output[]): readonly Output[] {
  return outputs.toSorted((a, b) => Number(a.file === undefined) - Number(b.file === undefined));
}

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BpError("UNREADABLE", `cannot write the report ${file}: ${why}`, {
      hint: "-o FORMAT=FILE takes a file in a folder that exists",
    });
  }
}
