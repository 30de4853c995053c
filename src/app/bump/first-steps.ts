import { foldName } from "../../model/blueprint.ts";
import { BpError } from "../../model/error.ts";
import { nearest } from "../../model/nearest.ts";
import { compareVersions, parseVersion, versionAfter } from "../../model/version.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Level } from "../vendor/level.ts";
import { levels } from "../vendor/level.ts";
import { noVersion } from "./cascade.ts";
import type { ChangeFile } from "./change-files.ts";
import type { BumpPorts } from "./ports.ts";
import type { VersionStep } from "./version-step.ts";

/** How the next version is found. */
export type Wanted =
  | { readonly kind: "level"; readonly level: Level | "none" }
  /** From the difference with what is published last. */
  | { readonly kind: "auto" }
  | { readonly kind: "version"; readonly version: string }
  /** As change files say, else a patch step. */
  | { readonly kind: "default" };

export interface FirstSteps {
  readonly steps: readonly VersionStep[];
  /** Why a unit takes no step. */
  readonly notes: readonly string[];
}

interface Question {
  readonly units: readonly Unit[];
  readonly wanted: Wanted;
  readonly changes: readonly ChangeFile[];
}

/**
 * The steps that are asked for, before anything follows from them.
 * @throws BpError MATERIAL for a unit whose version is none, USAGE for a version that is none
 */
export async function firstSteps(
  { units, wanted, changes }: Question,
  ports: BumpPorts,
): Promise<FirstSteps> {
  const found = await Promise.all(
    units.map(async (unit) => {
      if (parseVersion(unit.version) === undefined) throw noVersion(unit);
      return wanted.kind === "auto" ? automatic(unit, ports) : stated(unit, wanted, changes);
    }),
  );
  return {
    steps: found.flatMap((one) => (typeof one === "string" ? [] : [one])),
    notes: found.filter((one) => typeof one === "string"),
  };
}

function stated(
  unit: Unit,
  wanted: Exclude<Wanted, { kind: "auto" }>,
  changes: readonly ChangeFile[],
): VersionStep {
  const common = { unit, from: unit.version, because: [] };
  if (wanted.kind === "version")
    return { ...common, to: checked(wanted.version), level: null, reason: "asked" };
  if (wanted.kind === "level") return { ...common, ...step(unit, wanted.level), reason: "asked" };
  const told = changes.flatMap((file) => {
    const level = levelFor(unit, file);
    return level === undefined ? [] : [{ level, path: file.path }];
  });
  const level = levels.findLast((one) => told.some((file) => file.level === one));
  if (level === undefined) return { ...common, ...step(unit, "patch"), reason: "asked" };
  const because = told.map(({ path }) => path);
  return { ...common, ...step(unit, level), reason: "change file", because };
}

/** The level that a change file asks of the unit; undefined where it is not about it. */
export function levelFor(unit: Unit, { levels: asked }: ChangeFile): Level | undefined {
  const names = namesOf(unit);
  return [...asked].find(([name]) => names.includes(foldName(name)))?.[1];
}

function namesOf({ name, blueprint }: Unit): readonly string[] {
  return [name, blueprint?.name ?? name].map((one) => foldName(one));
}

/** @throws BpError MATERIAL for a change file about what is not there */
export function assertNamed(changes: readonly ChangeFile[], units: readonly Unit[]): void {
  const names = new Set(units.flatMap(namesOf));
  for (const { path, levels: asked } of changes) {
    const stray = [...asked.keys()].find((name) => !names.has(foldName(name)));
    if (stray === undefined) continue;
    const near = nearest(foldName(stray), names);
    throw new BpError("MATERIAL", `${path}: there is no blueprint ${stray}`, {
      hint: near === undefined ? "`bp list` shows what there is" : `did you mean ${near}?`,
    });
  }
}

function step(unit: Unit, level: Level | "none"): Pick<VersionStep, "to" | "level"> {
  if (level === "none") return { to: unit.version, level: null };
  const to = versionAfter(unit.version, level);
  if (to === undefined) throw noVersion(unit);
  return { to, level };
}

function checked(version: string): string {
  const parsed = parseVersion(version);
  if (parsed !== undefined && !parsed.build) return version;
  throw new BpError("USAGE", `--set ${version} is no version that can be published`, {
    hint: "write strict SemVer without build metadata, as 1.2.3 or 1.3.0-rc.1",
  });
}

/** A sentence where no step is needed. */
async function automatic(unit: Unit, ports: BumpPorts): Promise<VersionStep | string> {
  const { name, version: from } = unit;
  const [newest] = (await ports.published(unit)).toSorted((a, b) => compareVersions(b, a));
  if (newest === undefined) return `${name} is not published yet: ${from} stays`;
  const { level, least, holds, reasons } = await ports.difference(unit, newest);
  if (level === undefined) return `${name} is as ${newest}, which is published`;
  if (holds) return `${name} ${from} is step enough from ${newest}, which is published`;
  if (least === undefined) throw noVersion(unit);
  return { unit, from, to: least, level, reason: "changed", because: reasons };
}
