import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";

import type { DependencyFault, PackagePlan } from "../../chart/index.ts";
import { planPackage } from "../../chart/index.ts";
import { manifestEntries } from "../../kustomize/index.ts";
import type { Chart } from "../../model/chart.ts";
import type { Digest } from "../../model/digest.ts";
import type { KustomizeSource } from "../../model/kustomize.ts";
import type { Spool } from "../../model/ports.ts";
import type { Unit } from "../../model/workspace.ts";
import { readAll } from "../../oci/index.ts";
import { packCompositions } from "../compositions/pack.ts";
import type { Source } from "../packaging.ts";
import { resolveUnit } from "../packaging.ts";
import { publishedDocument } from "../publish/published-document.ts";
import { versionlessBlueprint, versionlessChart } from "./versionless.ts";

type PlannedEntry = PackagePlan["entries"][number];

/** What is left out of a payload: nothing, or the unit's own version, and its appVersion where that is in lockstep. */
export type Without = "nothing" | { readonly version: true; readonly lockstep: boolean };

/**
 * A digest over all that a publish of the unit would push and sign: every file of its package, by path and bytes, the
 * published blueprint.yaml, and compositions/. Upstream charts that are not in charts/ stand for themselves by what
 * Chart.yaml asks for and what bp.lock holds of them. Undefined where nothing is shipped.
 * @throws BpError for a chart that cannot be packaged
 */
export async function payloadOf(
  unit: Unit,
  source: Source,
  spool: Spool,
  without: Without = "nothing",
): Promise<Digest | undefined> {
  const hash = createHash("sha256");
  if (unit.kustomize !== undefined) await addManifests(hash, unit.kustomize, source);
  else if (unit.chart !== undefined) await addChart(hash, unit.chart, { source, spool, without });
  else return undefined;
  addBlueprint(hash, unit, without);
  await addCompositions(hash, unit, source);
  return `sha256:${hash.digest("hex")}`;
}

interface Reading {
  readonly source: Source;
  readonly spool: Spool;
  readonly without: Without;
}

async function addChart(
  hash: Hash,
  chart: Chart,
  { source, spool, without }: Reading,
): Promise<void> {
  const { resolved, faults } = await resolveUnit(chart, source);
  for (const fault of faults) add(hash, "absent", absence(fault, chart, source));
  const plan = await planPackage(source.tree, chart, { dependencies: resolved, spool });
  try {
    for (const entry of plan.entries) await addEntry(hash, entry, plan.name, without);
  } finally {
    await plan.dispose();
  }
}

async function addManifests(
  hash: Hash,
  { folder }: KustomizeSource,
  { tree }: Source,
): Promise<void> {
  for (const entry of await manifestEntries(tree, folder)) {
    add(hash, "file", entry.path, String(entry.size));
    for await (const chunk of entry.open()) hash.update(chunk);
  }
}

async function addEntry(
  hash: Hash,
  entry: PlannedEntry,
  name: string,
  without: Without,
): Promise<void> {
  if (without !== "nothing" && entry.path === `${name}/Chart.yaml`) {
    const text = Buffer.from(await readAll(entry.open(), entry.size)).toString();
    return add(hash, "file", entry.path, versionlessChart(text, without.lockstep));
  }
  add(hash, "file", entry.path, String(entry.size));
  for await (const chunk of entry.open()) hash.update(chunk);
}

function addBlueprint(hash: Hash, unit: Unit, without: Without): void {
  if (without !== "nothing") return add(hash, "blueprint", versionlessBlueprint(unit) ?? "");
  const document = publishedDocument(unit, unit.name);
  add(hash, "blueprint", String(document?.byteLength ?? -1));
  if (document !== undefined) hash.update(document);
}

/** What a publish of the unit would push of compositions/; undefined where there are none. @throws BpError as folderArchive */
export async function compositionsDigest(
  { folder }: Unit,
  { tree }: Pick<Source, "tree">,
): Promise<Digest | undefined> {
  return (await packCompositions(tree, folder))?.content.digest;
}

/** Nothing is added where there are none: then the payload is the chart's and the blueprint's alone. */
async function addCompositions(hash: Hash, unit: Unit, source: Source): Promise<void> {
  const digest = await compositionsDigest(unit, source);
  if (digest !== undefined) add(hash, "compositions", digest);
}

/** Lengths tell the parts apart. */
function add(hash: Hash, ...parts: readonly string[]): void {
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
}

function absence({ dependency }: DependencyFault, chart: Chart, { workspace }: Source): string {
  const { name, alias, version, repository } = dependency;
  const locked = workspace.lock?.charts.get(chart.folder)?.get(alias || name);
  return JSON.stringify([name, alias, version, repository, locked?.version, locked?.sha256]);
}
