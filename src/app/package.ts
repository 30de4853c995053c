import type { Digest } from "../model/digest.ts";
import { BpError } from "../model/error.ts";
import { exitCodeOf } from "../model/exit-code.ts";
import type { Bytes, Spool } from "../model/ports.ts";
import type { Report } from "../model/report.ts";
import { worstExitCode } from "../model/report.ts";
import type { Unit } from "../model/workspace.ts";
import type { Source } from "./packaging.ts";
import { packageUnit } from "./packaging.ts";
import type { ReleaseSize } from "./release-sizes.ts";

export interface PackagedFile {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** The archive's path as the caller wrote it, null where none was made. */
  readonly file: string | null;
  readonly digest: Digest | null;
  /** In bytes. */
  readonly size: number;
  readonly notes: readonly string[];
  /** What its release takes where Helm keeps it, where that was asked. */
  readonly release?: ReleaseSize;
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string };
}

export interface PackageReport extends Report {
  readonly packages: readonly PackagedFile[];
}

export interface PackagePorts {
  readonly spool: Spool;
  /** Writes an archive whole and gives its path. */
  readonly write: (fileName: string, bytes: Bytes) => Promise<string>;
}

/** Writes the archive of each unit; a unit that cannot be packaged keeps none of the others back. */
export async function packageUnits(
  units: readonly Unit[],
  source: Source,
  ports: PackagePorts,
): Promise<PackageReport> {
  const packages: PackagedFile[] = [];
  const codes: number[] = [];
  for (const unit of units) {
    const { file, exitCode } = await packageOne(unit, source, ports);
    packages.push(file);
    codes.push(exitCode);
  }
  const exitCode = worstExitCode(codes);
  return {
    schemaVersion: 1,
    command: "package",
    ok: exitCode === 0,
    exitCode,
    findings: [],
    packages,
  };
}

async function packageOne(
  unit: Unit,
  source: Source,
  { spool, write }: PackagePorts,
): Promise<{ readonly file: PackagedFile; readonly exitCode: number }> {
  const { name, version, folder } = unit;
  const none = { name, version, folder, file: null, digest: null, size: 0, notes: [] };
  try {
    if (unit.chart === undefined)
      throw new BpError("MATERIAL", `${folder} has no chart/: there is nothing to package`, {
        hint: "add chart/Chart.yaml, or leave the blueprint out of the selection",
      });
    const { chart, notes } = await packageUnit(unit.chart, source, spool);
    try {
      const file = await write(`${chart.name}-${chart.version}.tgz`, chart.content.open());
      return {
        file: { name, version, folder, file, digest: chart.digest, size: chart.size, notes },
        exitCode: 0,
      };
    } finally {
      await chart.content.dispose();
    }
  } catch (error) {
    if (!(error instanceof BpError)) throw error;
    const { code, message, hint } = error;
    const failure = { code, message, ...(hint === undefined ? {} : { hint }) };
    return { file: { ...none, error: failure }, exitCode: exitCodeOf(error) };
  }
}
