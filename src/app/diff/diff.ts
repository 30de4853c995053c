import type { Finding } from "../../model/finding.ts";
import { finding, sortFindings } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import type { Report } from "../../model/report.ts";
import { nodeAt } from "../../yaml/index.ts";
import { servedBy } from "../render/served-by.ts";
import type { RenderPorts, RenderSettings } from "../render/settings.ts";
import { versionPlace } from "../version-place.ts";
import type { Bump } from "./bump.ts";
import { neededBump } from "./bump.ts";
import type { Differences } from "./differences.ts";
import { differencesOf } from "./differences.ts";
import type { Facts } from "./facts.ts";
import { factsOf } from "./facts.ts";
import { reasonsOf } from "./reasons.ts";
import type { Side } from "./side.ts";
import { placeIn } from "./side.ts";
import type { UpgradeStep } from "./upgrade-paths.ts";
import { stranded } from "./upgrade-paths.ts";

export interface DiffInput {
  readonly before: Side;
  readonly after: Side;
  /** How they are rendered; or why they are not. */
  readonly render:
    | { readonly settings: Omit<RenderSettings, "apiVersions">; readonly ports: RenderPorts }
    | { readonly why: string };
  /** The published versions; undefined: the old one is the only one that is known of. */
  readonly published: readonly UpgradeStep[] | undefined;
}

export interface DiffSide {
  readonly label: string;
  readonly version: string;
}

export interface DiffReport extends Report {
  readonly name: string;
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly differences: Differences;
  readonly bump: {
    /** Null where nothing changed. */
    readonly level: Bump["level"] | null;
    readonly least: string | null;
    readonly holds: boolean;
    /** Of the level that is needed. */
    readonly reasons: readonly string[];
  };
  /** Published versions from which no way leads to the new one. */
  readonly stranded: readonly string[];
  /** What was not looked at, and why. */
  readonly notRun: readonly { readonly what: string; readonly reason: string }[];
}

/**
 * What changed between two versions of a blueprint, the step that its version must take (BP613), and whether every
 * version can be upgraded to it (BP614).
 */
export async function diff(
  input: DiffInput,
  ports: Pick<RenderPorts, "spool">,
): Promise<DiffReport> {
  const { before, after } = input;
  const render = onOneCluster(input);
  const [old, next] = await Promise.all([
    factsOf(before, render, ports),
    factsOf(after, render, ports),
  ]);
  const differences = differencesOf(old, next);
  const bump = neededBump(old.version, next.version, [...reasonsOf(differences)]);
  const left = stranded(stepOf(next), input.published ?? [stepOf(old)]);
  const findings = [
    ...bumpFindings(after, { old, next, bump }),
    ...pathFindings(after, next, left),
  ];
  return {
    schemaVersion: 1,
    command: "diff",
    ok: findings.length === 0,
    exitCode: findings.length === 0 ? 0 : 1,
    findings: sortFindings(findings),
    name: after.unit.name,
    before: { label: before.label, version: old.version },
    after: { label: after.label, version: next.version },
    differences,
    bump: {
      level: bump.level ?? null,
      least: bump.least ?? null,
      holds: bump.holds,
      reasons: bump.reasons.map(({ what }) => what),
    },
    stranded: left,
    notRun: [...notRun(before, old), ...notRun(after, next)],
  };
}

/** What one side's cluster serves, the other's does too: else a difference would be the cluster's. */
function onOneCluster({ before, after, render }: DiffInput) {
  if ("why" in render) return render;
  const served = [before, after].flatMap(({ unit, source }) => servedBy(source.workspace)(unit));
  const apiVersions = [...new Set(served)].sort();
  return { ...render, settings: { ...render.settings, apiVersions: () => apiVersions } };
}

function stepOf({ version, blueprint }: Facts): UpgradeStep {
  return { version, upgrades: blueprint.upgrades };
}

function* bumpFindings(
  side: Side,
  { old, next, bump }: { readonly old: Facts; readonly next: Facts; readonly bump: Bump },
): Generator<Finding> {
  if (bump.holds) return;
  const { unit } = side;
  const [first, ...more] = bump.reasons;
  const rest = more.length === 0 ? "" : `, and ${more.length} more`;
  const moved = old.version === next.version ? "it is still" : `${old.version} became`;
  yield finding({
    ruleId: "BP613",
    severity: "error",
    message: `${moved} ${next.version}, and a ${bump.level} step is needed: ${first?.what}${rest}`,
    at: placeIn(side, versionPlace(unit)),
    blueprint: unit.name,
    help: `make it ${bump.least ?? "a SemVer version"} or later, or take the change back`,
  });
}

function* pathFindings(
  side: Side,
  { version }: Facts,
  left: readonly string[],
): Generator<Finding> {
  if (left.length === 0) return;
  yield finding({
    ruleId: "BP614",
    severity: "error",
    message: `no way leads to ${version} from ${left.join(", ")}`,
    at: placeIn(side, upgradesPlace(side.unit)),
    pointer: "/spec/upgrades",
    blueprint: side.unit.name,
    help: "let upgrades.from take it, or publish a version between that both take",
  });
}

function upgradesPlace(unit: Side["unit"]): Location {
  return nodeAt(unit.blueprint?.document.root, "/spec/upgrades")?.at ?? versionPlace(unit);
}

function* notRun(
  { label }: Side,
  { unpacked, unrendered }: Facts,
): Generator<DiffReport["notRun"][number]> {
  if (unpacked !== undefined) yield { what: `files of ${label}`, reason: unpacked };
  if (unrendered !== undefined) yield { what: `objects of ${label}`, reason: unrendered };
}
