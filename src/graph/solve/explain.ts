import type { Conflict, ConflictPart, ConflictStep } from "./conflict.ts";
import { runsText } from "./runs.ts";

type Published = Conflict["published"];

/** How many steps are told one by one, and how many ranges of one. */
const stepLimit = 7;
const partLimit = 3;

/**
 * A conflict as a person would tell it, in fewer than ten lines: who wants what, from outside inward, so that no version
 * is left of something; where that takes too long, what happens to the preferred versions.
 */
export function explain(conflict: Conflict): readonly string[] {
  const { steps, culprit } = conflict;
  const isShort = culprit !== undefined && steps.length <= stepLimit;
  return isShort ? proof(conflict, culprit) : example(conflict);
}

function proof({ steps, published }: Conflict, culprit: string): readonly string[] {
  const versions = published.get(culprit) ?? [];
  const told = steps.map((step) => stepText(step, published));
  if (versions.length === 0) return [`nobody publishes ${culprit}`, ...told];
  const asking = steps.filter(({ blueprint }) => blueprint === culprit);
  const ranges = asking.length === 1 ? "the range that is wanted" : "every range that is wanted";
  return [
    steps.at(-1)?.narrows === "by"
      ? `no version of ${culprit} takes what there is`
      : `no version of ${culprit} is in ${ranges}`,
    ...told,
    `${culprit} is published as ${runsText(versions, versions)}`,
  ];
}

function example({ facts, clash, published }: Conflict): readonly string[] {
  const tried = new Set(facts.filter(({ outside }) => !outside).map(({ by }) => by));
  const names = [...tried].filter((name) => (published.get(name)?.length ?? 0) > 1);
  return [
    `no choice of versions gives everyone what they want; with the newest, ${clash.blueprint} cannot be had:`,
    ...shorten(clash.steps.map((step) => stepText(step, published))),
    `no other version of ${namesText(names)} helps`,
  ];
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, names.length > 4 ? 3 : 4);
  const more = names.length - shown.length;
  return `${shown.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
}

function stepText(
  { by, outside, blueprint, parts, narrows, left }: ConflictStep,
  published: Published,
): string {
  if (outside) return `${by} ${by === "you" ? "want" : "wants"} ${blueprint}${rangeText(parts[0])}`;
  const wants = wantText(by, blueprint, parts, published);
  if (narrows === "blueprint") return wants;
  const which = runsText(left, published.get(by) ?? []);
  return left.length === 0 ? wants : `only ${by} ${which} takes such a ${blueprint}`;
}

function wantText(
  by: string,
  blueprint: string,
  parts: readonly ConflictPart[],
  published: Published,
): string {
  const own = published.get(by) ?? [];
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) {
    const which = runsText(first.versions, own);
    const shown = first.versions.length === 1 ? which : `(${which})`;
    return `${by} ${shown} wants ${blueprint}${rangeText(first)}`;
  }
  const told = parts
    .slice(0, partLimit)
    .map((part) => `${rangeText(part).trim() || "any version"} in ${runsText(part.versions, own)}`);
  const more = parts.length - told.length;
  const rest = more === 0 ? "" : `; and ${more} more`;
  return `${by} wants ${blueprint}: ${told.join("; ")}${rest}`;
}

function rangeText(part: ConflictPart | undefined): string {
  const ranges = (part?.ranges ?? []).filter((range) => range !== undefined);
  return ranges.length === 0 ? "" : ` ${ranges.join(" and ")}`;
}

/** The beginning and the end of a list that is too long. */
function shorten(lines: readonly string[]): readonly string[] {
  if (lines.length <= stepLimit) return lines;
  const head = lines.slice(0, stepLimit / 2);
  const tail = lines.slice(head.length + 1 - stepLimit);
  const left = lines.length - head.length - tail.length;
  return [...head, `… and ${left} steps between …`, ...tail];
}
