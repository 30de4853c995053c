import { listTarGz } from "../../archive/index.ts";
import { BpError } from "../../model/error.ts";
import type { Spool } from "../../model/ports.ts";
import type { Reference } from "../../model/reference.ts";
import { formatReference, wantedIn } from "../../model/reference.ts";
import type { Unit } from "../../model/workspace.ts";
import { ships } from "../../model/workspace.ts";
import { parseManifest } from "../../oci/index.ts";
import type { Source as Repository } from "../../oci/index.ts";
import type { Policy } from "../../signing/index.ts";
import type { Source } from "../packaging.ts";
import type { Built } from "../publish/build.ts";
import { buildUnit } from "../publish/build.ts";
import type { VendorPorts } from "../vendor/ports.ts";
import { shownPolicy } from "../verify/verify.ts";
import { compareArchives } from "./compare-archives.ts";
import { compareDocuments, compareManifests } from "./compare-manifests.ts";
import { findBuild } from "./find-build.ts";
import { withLockedCharts } from "./locked-charts.ts";
import { rebuildNotes } from "./notes.ts";
import { takeApart } from "./published.ts";
import type { RecordedBuild, RecordedTool } from "./recorded.ts";
import type { RebuildReport } from "./report.ts";

export interface RebuildInput {
  readonly reference: Reference;
  readonly repository: Repository;
  /** Who may have signed the provenance; empty: it is read unverified. */
  readonly policies: readonly Policy[];
  /** The program that builds. */
  readonly tool: RecordedTool;
}

export interface RebuildPorts {
  readonly spool: Spool;
  /** Where upstream charts come from; asked for where the commit lacks one. */
  readonly upstream: () => VendorPorts;
  /** The workspace of a commit. @throws BpError USAGE where the commit is not here */
  readonly revision: (build: RecordedBuild) => Promise<Source>;
}

/**
 * Builds a published artifact again from the commit that its provenance names, and compares what comes of it.
 * @throws BpError NOT_FOUND, VERIFICATION, UNREADABLE for a provenance that cannot be built from, USAGE where the commit
 *   is not here, MATERIAL where it cannot be built
 */
export async function rebuild(input: RebuildInput, ports: RebuildPorts): Promise<RebuildReport> {
  const { reference, repository, policies, tool } = input;
  const subject = await repository.resolve(wantedIn(reference));
  const label = formatReference(reference);
  const { build, policy } = await findBuild(repository, subject, policies);
  const published = await takeApart(repository, subject, label);
  const source = await ports.revision(build);
  const unit = unitOf(source, build);
  const built = await buildUnit(unit, await withLocked(unit, source, ports), ports.spool);
  try {
    const { blueprint } = built;
    const { descriptor, bytes } = built.artifact.manifest;
    const identical = descriptor.digest === subject.digest;
    const files = identical
      ? []
      : compareArchives(published.archive, await listed(built), archiveName(build));
    return {
      schemaVersion: 1,
      command: "rebuild",
      ok: identical,
      exitCode: identical ? 0 : 1,
      findings: [],
      subject: { reference: label, digest: subject.digest },
      rebuilt: descriptor.digest,
      identical,
      provenance: { ...build, policy: policy === undefined ? null : shownPolicy(policy) },
      tool,
      files,
      blueprint: compareDocuments(published.document, blueprint),
      manifest: compareManifests(published.manifest, parseManifest(bytes, descriptor.digest)),
      notes: rebuildNotes(build, { tool, identical, subcharts: built.packed.subcharts }),
    };
  } finally {
    await built.packed.content.dispose();
  }
}

async function listed({ packed }: Built): Promise<Parameters<typeof compareArchives>[1]> {
  const name = `the package of ${packed.name}`;
  const flat = packed.kind === "kustomize";
  return { ...(await listTarGz(packed.content.open(), { name, flat })), digest: packed.digest };
}

async function withLocked(unit: Unit, source: Source, ports: RebuildPorts): Promise<Source> {
  return unit.chart === undefined ? source : withLockedCharts(unit.chart, source, ports.upstream);
}

/** @throws BpError MATERIAL where the commit has no such unit */
function unitOf({ workspace }: Source, { folder, source, chart }: RecordedBuild): Unit {
  const unit = workspace.units.find((one) => one.folder === folder);
  const there = unit !== undefined && ships(unit) ? unit.name : "nothing that is published";
  if (unit !== undefined && there === chart) return unit;
  throw new BpError(
    "MATERIAL",
    `the commit ${source.commit} has ${there} in ${folder}, where the provenance says ${chart}`,
    { hint: "is this the workspace that it was published from? -C and --config choose another" },
  );
}

function archiveName({ chart, version }: RecordedBuild): string {
  return `${chart}-${version}.tgz`;
}
