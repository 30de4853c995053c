import PQueue from "p-queue";

import type { PackagedChart } from "../chart/index.ts";
import { packageManifests } from "../kustomize/index.ts";
import type { Digest } from "../model/digest.ts";
import { BpError } from "../model/error.ts";
import { exitCodeOf } from "../model/exit-code.ts";
import type { Bytes, Spool } from "../model/ports.ts";
import type { Report } from "../model/report.ts";
import { worstExitCode } from "../model/report.ts";
import type { Tree } from "../model/tree.ts";
import type { ShippingUnit, Unit } from "../model/workspace.ts";
import { ships } from "../model/workspace.ts";
import type { PackRequest, Source } from "./packaging.ts";
import { packChart, packRequest } from "./packaging.ts";
import { shipping } from "./packed-unit.ts";
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

/** An archive where it belongs. */
export type MadeArchive = Pick<PackagedFile, "digest" | "size"> & { readonly file: string };

/** All that the tree must be asked for to make an archive; plain data, so that another thread can do it. */
export type ArchiveRequest =
  | ({ readonly kind: "chart" } & PackRequest)
  | { readonly kind: "kustomize"; readonly folder: string; readonly fileName: string };

/** Makes an archive. @throws BpError as packUnit, and where it cannot be written */
export type MakeArchive = (request: ArchiveRequest) => Promise<MadeArchive>;

export interface ArchivePorts {
  readonly spool: Spool;
  /** Writes an archive whole and gives its path. */
  readonly write: (fileName: string, bytes: Bytes) => Promise<string>;
}

/** Makes archives of what the tree's units ship, in this thread. */
export function archiveMaker(tree: Tree, { spool, write }: ArchivePorts): MakeArchive {
  return async (request) => {
    const { fileName, digest, size, content } = await packed(request, tree, spool);
    try {
      return { file: await write(fileName, content.open()), digest, size };
    } finally {
      await content.dispose();
    }
  };
}

type Packed = Pick<PackagedChart, "digest" | "size" | "content"> & { readonly fileName: string };

async function packed(request: ArchiveRequest, tree: Tree, spool: Spool): Promise<Packed> {
  if (request.kind === "kustomize") {
    const { folder, fileName } = request;
    return { fileName, ...(await packageManifests(tree, folder, spool)) };
  }
  const chart = await packChart(tree, request, spool);
  return { fileName: fileNameOf(chart), ...chart };
}

export interface PackagePorts {
  readonly make: MakeArchive;
  /** How many archives may be under way. */
  readonly atOnce: number;
}

/** Writes the archive of each unit; a unit that cannot be packaged keeps none of the others back. */
export async function packageUnits(
  units: readonly Unit[],
  source: Source,
  { make, atOnce }: PackagePorts,
): Promise<PackageReport> {
  const queue = new PQueue({ concurrency: atOnce });
  const takers = firstTakers(units);
  const made = await queue.addAll(
    units.map((unit) => () => packageOne(unit, { source, make, takers })),
  );
  const exitCode = worstExitCode(made.map((one) => one.exitCode));
  return {
    schemaVersion: 1,
    command: "package",
    ok: exitCode === 0,
    exitCode,
    findings: [],
    packages: made.map(({ file }) => file),
  };
}

/** By the name of an archive, the first unit that makes it: another's would take its place. */
function firstTakers(units: readonly Unit[]): ReadonlyMap<string, Unit> {
  const takers = new Map<string, Unit>();
  for (const unit of units) {
    const fileName = ships(unit) ? fileNameOf(unit) : undefined;
    if (fileName !== undefined && !takers.has(fileName)) takers.set(fileName, unit);
  }
  return takers;
}

function fileNameOf({ name, version }: Pick<Unit, "name" | "version">): string {
  return `${name}-${version}.tgz`;
}

interface Packing extends Pick<PackagePorts, "make"> {
  readonly source: Source;
  readonly takers: ReadonlyMap<string, Unit>;
}

/** What an archive alone does not carry. */
function besideOf({ hasCompositions }: Unit): readonly string[] {
  if (hasCompositions !== true) return [];
  return ["compositions/ is no part of the archive: `bp publish` puts it beside the chart"];
}

async function packageOne(
  unit: Unit,
  { source, make, takers }: Packing,
): Promise<{ readonly file: PackagedFile; readonly exitCode: number }> {
  const { name, version, folder } = unit;
  try {
    const { request, notes } = await requestOf(ownTaker(unit, takers), source);
    const file = { name, version, folder, ...(await make(request)) };
    return { file: { ...file, notes: [...notes, ...besideOf(unit)] }, exitCode: 0 };
  } catch (error) {
    if (!(error instanceof BpError)) throw error;
    const { code, message, hint } = error;
    const failure = { code, message, ...(hint === undefined ? {} : { hint }) };
    const none = { file: null, digest: null, size: 0, notes: [] };
    return {
      file: { name, version, folder, ...none, error: failure },
      exitCode: exitCodeOf(error),
    };
  }
}

async function requestOf(
  unit: ShippingUnit,
  source: Source,
): Promise<{ readonly request: ArchiveRequest; readonly notes: readonly string[] }> {
  if (unit.chart === undefined) {
    const { folder } = unit.kustomize;
    return { request: { kind: "kustomize", folder, fileName: fileNameOf(unit) }, notes: [] };
  }
  const { request, notes } = await packRequest(unit.chart, source);
  return { request: { kind: "chart", ...request }, notes };
}

/** @throws BpError MATERIAL where nothing is shipped, or another unit's archive has the name */
function ownTaker(unit: Unit, takers: ReadonlyMap<string, Unit>): ShippingUnit {
  const found = shipping(unit, "package");
  const { folder } = found;
  const fileName = fileNameOf(found);
  const taker = takers.get(fileName)?.folder ?? folder;
  if (taker === folder) return found;
  throw new BpError("MATERIAL", `${folder} makes ${fileName}, as ${taker} does`, {
    hint: "give one of the two another name or version",
  });
}
