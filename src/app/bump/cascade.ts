import { versionSites } from "../../lint/index.ts";
import type { SiteSettings } from "../../lint/index.ts";
import { BpError } from "../../model/error.ts";
import { byCodeUnit } from "../../model/order.ts";
import { versionAfter } from "../../model/version.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { DependentsPolicy } from "../config-bump.ts";
import type { Level } from "../vendor/level.ts";
import { levels } from "../vendor/level.ts";
import type { VersionStep } from "./version-step.ts";

/** The steps by folder, and the holders of moved charts that the policy leaves alone. */
export interface Cascade {
  readonly steps: ReadonlyMap<string, VersionStep>;
  readonly frozen: ReadonlySet<string>;
}

interface Setting extends SiteSettings {
  readonly workspace: Workspace;
  readonly dependents: DependentsPolicy;
}

/**
 * The steps asked for, and those that follow: whose published bytes change with a step takes one too. Where several
 * bring one along, and steps are the same, it is the largest of theirs.
 */
export function cascade(asked: readonly VersionStep[], setting: Setting): Cascade {
  const steps = new Map(asked.map((step) => [step.unit.folder, step]));
  const frozen = new Set<string>();
  const open = [...asked];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    for (const holder of changedBy(step, setting)) {
      if (setting.dependents === "none") {
        if (!steps.has(holder.folder)) frozen.add(holder.folder);
        continue;
      }
      const next = follow(holder, step, setting, steps.get(holder.folder));
      if (next === undefined) continue;
      steps.set(holder.folder, next);
      open.push(next);
    }
  }
  return { steps, frozen };
}

/** The other units whose bytes change with this one's version. */
function changedBy(step: VersionStep, setting: Setting): ReadonlySet<Unit> {
  const { unit, from, to } = step;
  const holders = new Set<Unit>();
  for (const { holder, embeds, holds } of versionSites(unit, setting.workspace, setting)) {
    if (holder === undefined || holder === unit) continue;
    if ((embeds && from !== to) || !holds(to)) holders.add(holder);
  }
  return holders;
}

/** Undefined where the holder's step is known, and the cause adds nothing to it. */
function follow(
  holder: Unit,
  cause: VersionStep,
  { dependents }: Pick<Setting, "dependents">,
  known: VersionStep | undefined,
): VersionStep | undefined {
  // What is only brought in line has other bytes then, and moves.
  const isAsked = known !== undefined && known.reason !== "dependent";
  if (isAsked && known.from !== known.to) return undefined;
  const level = largest([known?.level, dependents === "same" ? cause.level : "patch"]);
  const because = new Set([...(known?.because ?? []), cause.unit.name]);
  if (known?.level === level && because.size === known.because.length) return undefined;
  const { version: from } = holder;
  const to = versionAfter(from, level);
  if (to === undefined) throw noVersion(holder);
  return {
    unit: holder,
    from,
    to,
    level,
    reason: "dependent",
    because: [...because].toSorted(byCodeUnit),
  };
}

/** A version that was given, and places that are only brought in line, bring a patch step along. */
function largest(asked: readonly (Level | null | undefined)[]): Level {
  return levels.findLast((level) => asked.includes(level)) ?? "patch";
}

/** What no step can be taken from. */
export function noVersion({ name, folder, version, chart }: Unit): BpError {
  const at = chart?.versionAt;
  const place = at === undefined ? folder : `${at.file}:${at.line}:${at.column}`;
  return new BpError(
    "MATERIAL",
    `${place}: ${name} is ${JSON.stringify(version)}, from which no step can be taken`,
    { hint: "write a version of three numbers, as 1.0.0" },
  );
}
