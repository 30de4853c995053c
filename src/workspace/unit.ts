import type { Blueprint } from "../model/blueprint.ts";
import { foldName } from "../model/blueprint.ts";
import { finding } from "../model/finding.ts";
import type { KustomizeSource } from "../model/kustomize.ts";
import { startOf } from "../model/location.ts";
import type { Manifest, Unit, UnitSource } from "../model/workspace.ts";
import { isAnotherKind, readBlueprint } from "./blueprint.ts";
import type { ChartReading } from "./chart.ts";
import { readChart } from "./chart.ts";
import { isCrd } from "./crd.ts";
import { baseName, joinPath } from "./path.ts";
import type { Reading } from "./reading.ts";

/** A folder under a root, as it was found. */
export type Found =
  | { readonly kind: "unit"; readonly unit: Unit }
  | { readonly kind: "draft"; readonly folder: string }
  | { readonly kind: "other"; readonly manifest: Manifest | undefined };

/** Names in a folder; none where it is not there. */
type Names = ReadonlySet<string>;

/** Reads one folder under a root. */
export async function readUnit(
  reading: Reading,
  folder: string,
  how: ChartReading,
): Promise<Found> {
  const names = await namesIn(reading, folder);
  const chartFolder = joinPath(folder, "chart");
  const chartNames = names.has("chart") ? await namesIn(reading, chartFolder) : new Set<string>();
  const manifest = await readManifest(reading, folder, names, chartNames);
  const blueprint = manifest && readBlueprint(manifest, canonicalName(folder));
  const kustomize = kustomizeSource(folder, names, blueprint);
  const chart =
    chartNames.has("Chart.yaml") && kustomize === undefined
      ? await readChart(reading, chartFolder, chartNames, how)
      : undefined;
  if (isUnit(manifest, chartNames)) {
    const source = chart === undefined ? { chart, kustomize } : { chart };
    const unit = unitOf({ folder, manifest, blueprint }, source);
    return {
      kind: "unit",
      unit: names.has("compositions") ? { ...unit, hasCompositions: true } : unit,
    };
  }
  const readme = [...names].some((name) => /^readme(?:\.\w+)?$/iu.test(name));
  if (readme && manifest === undefined) return { kind: "draft", folder };
  if (manifest !== undefined && !manifest.documents.some(isCrd))
    reading.findings.push(anotherKind(manifest));
  return { kind: "other", manifest };
}

function isUnit(manifest: Manifest | undefined, chartNames: Names): boolean {
  if (chartNames.has("Chart.yaml")) return true;
  return manifest !== undefined && !isAnotherKind(manifest.documents);
}

/** A blueprint of that kind ships manifests/, unless they are published elsewhere, as its reference says. */
function kustomizeSource(
  folder: string,
  names: Names,
  blueprint: Blueprint | undefined,
): KustomizeSource | undefined {
  if (blueprint?.source.kind !== "Kustomize") return undefined;
  const isElsewhere = blueprint.source.ref?.includes("://") === true && !names.has("manifests");
  return isElsewhere ? undefined : { folder: joinPath(folder, "manifests") };
}

interface ReadUnit extends Pick<Unit, "folder" | "blueprint"> {
  readonly manifest: Manifest | undefined;
}

function unitOf({ folder, manifest, blueprint }: ReadUnit, source: UnitSource): Unit {
  const name = nameOf(source, blueprint) || canonicalName(folder);
  const version = source.chart?.metadata.version || blueprint?.version || "";
  const held = manifest === undefined ? {} : { manifest };
  return { folder, name, version, blueprint, ...source, ...held };
}

/** It names the repository too: there a chart's name has the prefix always, and so have manifests. */
function nameOf({ chart, kustomize }: UnitSource, blueprint: Blueprint | undefined): string {
  if (kustomize === undefined) return chart?.metadata.name || (blueprint?.name ?? "");
  return blueprint === undefined ? "" : `bp-${foldName(blueprint.name)}`;
}

function canonicalName(folder: string): string {
  const name = baseName(folder);
  return name.startsWith("bp-") ? name : `bp-${name}`;
}

async function namesIn(reading: Reading, folder: string): Promise<Names> {
  const entries = await reading.attempt(folder, () => reading.folder(folder));
  return new Set((entries ?? []).map(({ name }) => name));
}

/** blueprint.yaml in the folder, else the one in its chart. */
async function readManifest(
  reading: Reading,
  folder: string,
  names: Names,
  chartNames: Names,
): Promise<Manifest | undefined> {
  const within = chartNames.has("blueprint.yaml") ? joinPath(folder, "chart") : undefined;
  const place = names.has("blueprint.yaml") ? folder : within;
  if (place === undefined) return undefined;
  const file = joinPath(place, "blueprint.yaml");
  return { file, ...(await reading.yaml(file)) };
}

function anotherKind(manifest: Manifest): ReturnType<typeof finding> {
  return finding({
    ruleId: "BP101",
    severity: "warning",
    message: "blueprint.yaml holds no Blueprint: the folder is passed over",
    at: manifest.documents[0]?.at ?? startOf(manifest.file),
    help: "write kind: Blueprint, or give the file another name",
  });
}
