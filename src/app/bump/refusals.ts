import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import { compareVersions, versionAfter } from "../../model/version.ts";
import { versionPlace } from "../version-place.ts";
import type { VersionStep } from "./version-step.ts";

/** What is known of the versions of one chart elsewhere. */
export interface TakenVersions {
  /** Published ones. */
  readonly published: readonly string[];
  /** What other branches carry. */
  readonly claims: readonly { readonly branch: string; readonly version: string }[];
}

/** Why a step may not be taken: its version is lower, published, or claimed by another branch. */
export function refusals(step: VersionStep, taken: TakenVersions): readonly Finding[] {
  if (step.from === step.to) return [];
  const refusal = refusalOf(step, taken);
  if (refusal === undefined) return [];
  const { unit } = step;
  const free = firstFree(step, taken);
  return [
    finding({
      ...refusal,
      severity: "error",
      at: versionPlace(unit),
      blueprint: unit.name,
      help: free === undefined ? "write a SemVer version" : `${free} is free: --set ${free}`,
    }),
  ];
}

function refusalOf(
  { unit, from, to }: VersionStep,
  { published, claims }: TakenVersions,
): { readonly ruleId: string; readonly message: string } | undefined {
  const { name } = unit;
  if (compareVersions(to, from) < 0)
    return { ruleId: "BP603", message: `${name} ${to} is lower than the ${from} that is here` };
  if (published.includes(to))
    return { ruleId: "BP610", message: `${name} ${to} is published already` };
  const newest = published.toSorted(compareVersions).at(-1);
  if (newest !== undefined && compareVersions(to, newest) < 0)
    return {
      ruleId: "BP603",
      message: `${name} ${to} is lower than ${newest}, which is published`,
    };
  const claim = claims.find(({ version }) => version === to);
  if (claim === undefined) return undefined;
  return { ruleId: "BP605", message: `${name} ${to} is claimed by the branch ${claim.branch}` };
}

/** The next patch version that nobody has. */
function firstFree({ from, to }: VersionStep, taken: TakenVersions): string | undefined {
  const all = [from, to, ...taken.published, ...taken.claims.map(({ version }) => version)];
  const highest = all.toSorted(compareVersions).at(-1);
  return highest === undefined ? undefined : versionAfter(highest, "patch");
}

/** The step, gone on to the first version that nobody has. */
export function freed(step: VersionStep, taken: TakenVersions): VersionStep {
  if (refusals(step, taken).length === 0) return step;
  return { ...step, to: firstFree(step, taken) ?? step.to };
}
