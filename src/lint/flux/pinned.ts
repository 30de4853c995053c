import { foldName } from "../../model/blueprint.ts";
import type { Location } from "../../model/location.ts";
import type { Workspace } from "../../model/workspace.ts";
import type { ChartUnit } from "../charts.ts";
import { withChart } from "../charts.ts";
import { fluxReleases } from "./release-table.ts";

/** The Flux that applies what the tree holds. */
export interface PinnedFlux {
  /** Its minor, as 2.4. */
  readonly flux: string;
  /** Where the tree says it; undefined where the configuration does. */
  readonly at: Location | undefined;
}

/** Fluxcd-community's chart that installs Flux. */
const upstream = "flux2";

/**
 * What the configuration says, else what the blueprint of Flux installs: by its appVersion, else by the version of the
 * upstream chart. A reason where it cannot be told, or where the table does not know that Flux.
 */
export function pinnedFlux(
  workspace: Workspace,
  configured: string | undefined,
): PinnedFlux | string {
  if (configured !== undefined) {
    const flux = minorOf(configured);
    if (isKnown(flux)) return { flux, at: undefined };
    return `the fields of Flux ${configured} are not known, only those of ${fluxReleases[0]?.flux} to ${fluxReleases.at(-1)?.flux}`;
  }
  const unit = withChart(workspace.units).find(isFlux);
  const told = unit && (ofApp(unit) ?? ofUpstream(unit));
  return told ?? "nothing tells which Flux applies the kits: set targets.flux in bp.config.yaml";
}

/** The Helm inside the helm-controller of a Flux; undefined where the table does not know it. */
export function helmOf(flux: string): string | undefined {
  return fluxReleases.find((one) => one.flux === minorOf(flux))?.helm;
}

function isFlux({ chart }: ChartUnit): boolean {
  return foldName(chart.metadata.name) === "flux";
}

function ofApp({ chart }: ChartUnit): PinnedFlux | undefined {
  const flux = minorOf(chart.metadata.appVersion);
  return isKnown(flux) ? { flux, at: chart.versionAt } : undefined;
}

function ofUpstream({ chart }: ChartUnit): PinnedFlux | undefined {
  const dependency = chart.metadata.dependencies.find(({ name }) => name === upstream);
  const release = fluxReleases.find((one) => one.chart === minorOf(dependency?.version ?? ""));
  return release && dependency && { flux: release.flux, at: dependency.at };
}

function isKnown(minor: string): boolean {
  return fluxReleases.some(({ flux }) => flux === minor);
}

/** As 2.4 of 2.4, v2.4.0 or 2.4.1; empty for what is no version. */
function minorOf(version: string): string {
  return /^v?(\d+\.\d+)(?:\.\d+(?:[-+].*)?)?$/u.exec(version)?.[1] ?? "";
}
