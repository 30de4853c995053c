import type { SiteSettings } from "../../lint/index.ts";
import { versionSites } from "../../lint/index.ts";
import type { Finding } from "../../model/finding.ts";
import { finding, sortFindings } from "../../model/finding.ts";
import { startOf } from "../../model/location.ts";
import { compareVersions, parseVersion } from "../../model/version.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { BumpPorts } from "../bump/ports.ts";
import type { Pin } from "./state-of.ts";
import { stateOf } from "./state-of.ts";

/** What became of a version: see stateOf. */
export type VersionState =
  | "published"
  | "pending-publish"
  | "pending-merge"
  | "missing"
  | "dead-reserved";

export interface ListedVersion {
  /** The chart's. */
  readonly name: string;
  readonly version: string;
  readonly state: VersionState;
  /** Branches that carry it, and places that ask for it. */
  readonly where: readonly string[];
}

export interface VersionPorts extends Pick<BumpPorts, "published" | "claims"> {
  /** What the line that leads to HEAD came to, newest first. */
  readonly past: (unit: Unit) => Promise<readonly string[]>;
}

export interface VersionStates {
  /** By folder, the highest first. */
  readonly versions: readonly ListedVersion[];
  readonly findings: readonly Finding[];
}

/** Every version of these units that somebody has published, carried or asked for, and what became of it (BP612). */
export async function versionStates(
  units: readonly Unit[],
  setting: { readonly workspace: Workspace; readonly sites: SiteSettings },
  ports: VersionPorts,
): Promise<VersionStates> {
  const found = await Promise.all(
    units.flatMap((unit) => (unit.chart === undefined ? [] : [statesOf(unit, setting, ports)])),
  );
  return {
    versions: found.flatMap(({ versions }) => versions),
    findings: sortFindings(found.flatMap(({ findings }) => findings)),
  };
}

async function statesOf(
  unit: Unit,
  { workspace, sites }: { readonly workspace: Workspace; readonly sites: SiteSettings },
  ports: VersionPorts,
): Promise<VersionStates> {
  const [published, claims, past] = await Promise.all([
    ports.published(unit),
    ports.claims(unit),
    ports.past(unit),
  ]);
  const pins = [...versionSites(unit, workspace, sites)].flatMap(
    ({ holder, written, at }): readonly Pin[] =>
      holder === unit || parseVersion(written) === undefined ? [] : [{ version: written, at }],
  );
  const known = { current: unit.version, published, claims, past, pins };
  const all = new Set([
    unit.version,
    ...published,
    ...claims.map(({ version }) => version),
    ...past,
    ...pins.map(({ version }) => version),
  ]);
  const versions = [...all]
    .filter((version) => parseVersion(version) !== undefined)
    .toSorted((a, b) => compareVersions(b, a))
    .map((version) => ({ name: unit.name, version, ...stateOf(version, known) }));
  const newest = published.toSorted(compareVersions).at(-1);
  const findings = versions.flatMap((one) => told(unit, one, { pins, newest }));
  return { versions, findings };
}

/** A number that is lost is told where it matters: somebody asks for it, or waits for it above what is published. */
function told(
  unit: Unit,
  { version, state }: ListedVersion,
  { pins, newest }: { readonly pins: readonly Pin[]; readonly newest: string | undefined },
): readonly Finding[] {
  if (state !== "missing" && state !== "dead-reserved") return [];
  const lost =
    state === "missing"
      ? "nobody has published or carries it"
      : "it was here, is not published, and never will be";
  const asking = pins.filter((pin) => pin.version === version);
  const isAbove = newest !== undefined && compareVersions(version, newest) > 0;
  const at = unit.chart?.versionAt ?? startOf(unit.folder);
  const places = asking.length === 0 && isAbove ? [at] : asking.map((pin) => pin.at);
  return places.map((place) =>
    finding({
      ruleId: "BP612",
      severity: "warning",
      at: place,
      message: `${unit.name} ${version}: ${lost}`,
      blueprint: unit.name,
      help:
        asking.length === 0
          ? `its number is spent: what it held comes with ${unit.version}`
          : `bp bump ${unit.name} --level none writes ${unit.version}`,
    }),
  );
}
