import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";

import { BpError } from "../model/error.ts";
import type { Report } from "../model/report.ts";
import type { Block } from "../report/index.ts";
import type { FailureReport } from "./failure.ts";
import type { Outcome } from "./outcome.ts";

export type Format = "pretty" | "json" | "ndjson";

export interface Output {
  readonly format: Format;
  /** undefined: standard output. */
  readonly file: string | undefined;
}

const formats: readonly Format[] = ["pretty", "json", "ndjson"];

/** Reads the values of `-o`. @throws BpError USAGE for an unknown format, or two for standard output */
export function parseOutputs(values: readonly string[]): readonly Output[] {
  const outputs = values.map((value) => parseOutput(value));
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new BpError("USAGE", "two outputs want standard output", {
      hint: "give all but one a file: -o json=FILE",
    });
  }
  return outputs.length === 0 ? [{ format: "pretty", file: undefined }] : outputs;
}

function parseOutput(value: string): Output {
  const equals = value.indexOf("=");
  const name = equals === -1 ? value : value.slice(0, equals);
  const format = formats.find((known) => known === name);
  const file = equals === -1 ? undefined : value.slice(equals + 1);
  if (format === undefined || file === "") {
    throw new BpError("USAGE", `unknown output ${JSON.stringify(value)}`, {
      hint: `write -o FORMAT or -o FORMAT=FILE, with one of ${formats.join(", ")}`,
    });
  }
  return { format, file };
}

/**
 * Writes the outcome to every output; without one for standard output, the pretty one goes there.
 * @throws BpError UNREADABLE where a file cannot be written
 */
export async function writeOutputs(
  outcome: Outcome,
  outputs: readonly Output[],
  io: { readonly stdout: (text: string) => void; readonly color: boolean; readonly cwd: string },
): Promise<void> {
  const all = outputs.some(({ file }) => file === undefined)
    ? outputs
    : [...outputs, { format: "pretty", file: undefined } as const];
  for (const { format, file } of all) {
    const text = await render(
      outcome.report,
      outcome.blocks,
      format,
      io.color && file === undefined,
    );
    if (file === undefined) io.stdout(text);
    else await writeReport(resolve(io.cwd, file), text);
  }
}

/** Writes the report of a run that failed wherever a machine reads it; people have it on standard error. */
export async function writeFailure(
  report: FailureReport,
  outputs: readonly Output[],
  io: { readonly stdout: (text: string) => void; readonly cwd: string },
): Promise<void> {
  const { json, ndjson } = await import("../report/index.ts");
  for (const { format, file } of outputs) {
    if (format === "pretty") continue;
    const text = format === "json" ? json(report) : ndjson(report);
    if (file === undefined) io.stdout(text);
    else await writeReport(resolve(io.cwd, file), text);
  }
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

async function render(
  report: Report,
  blocks: readonly Block[],
  format: Format,
  color: boolean,
): Promise<string> {
  const { json, ndjson, pretty, styleOf } = await import("../report/index.ts");
  const renderers: Readonly<Record<Format, () => string>> = {
    pretty: () => pretty(blocks, styleOf(color)),
    json: () => json(report),
    ndjson: () => ndjson(report),
  };
  return renderers[format]();
}
