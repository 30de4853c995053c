import type { Blueprint } from "../model/blueprint.ts";
import type { Chart } from "../model/chart.ts";
import { finding } from "../model/finding.ts";
import { startOf } from "../model/location.ts";
import type { Manifest, Unit } from "../model/workspace.ts";
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
  const chart = chartNames.has("Chart.yaml")
    ? await readChart(reading, chartFolder, chartNames, how)
    : undefined;
  if (isUnit(manifest, chartNames)) {
    const unit = unitOf(folder, manifest, chart);
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

function unitOf(folder: string, manifest: Manifest | undefined, chart: Chart | undefined): Unit {
  const canonical = canonicalName(folder);
  const blueprint = manifest && readBlueprint(manifest, canonical);
  const name = chart?.metadata.name || blueprint?.name || canonical;
  const version = versionOf(chart, blueprint);
  const held = manifest === undefined ? {} : { manifest };
  return { folder, name, version, blueprint, chart, ...held };
}

function versionOf(chart: Chart | undefined, blueprint: Blueprint | undefined): string {
  return chart?.metadata.version || blueprint?.version || "";
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
