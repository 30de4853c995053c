import type { Conflict, ConflictPart, ConflictStep } from "./conflict.ts";
import { runsText } from "./runs.ts";

/** How to say what there is. */
export interface Availability {
  /** Of a blueprint that is nowhere. */
  readonly none: (name: string) => string;
  /** Of its versions, `text` as `1.0.0 to 1.4.2, 2.0.0`. */
  readonly some: (name: string, text: string) => string;
  /** Where a version says that it wants another, undefined where that says nothing to a reader. */
  readonly place?: (by: string, version: string, blueprint: string) => string | undefined;
}

/** What the sentences are made with. */
type Words = Availability & Pick<Conflict, "published">;

const publication: Availability = {
  none: (name) => `nobody publishes ${name}`,
  some: (name, text) => `${name} is published as ${text}`,
};

/** How many steps are told one by one, and how many ranges of one. */
const stepLimit = 7;
const partLimit = 3;

/**
 * A conflict as a person would tell it, in fewer than ten lines: who wants what, from outside inward, so that no version
 * is left of something; where that takes too long, what happens to the preferred versions.
 */
export function explain(
  conflict: Conflict,
  availability: Availability = publication,
): readonly string[] {
  const { steps, culprit, published } = conflict;
  const words = { ...availability, published };
  const isShort = culprit !== undefined && steps.length <= stepLimit;
  return isShort ? proof(conflict, culprit, words) : example(conflict, words);
}

function proof({ steps, published }: Conflict, culprit: string, words: Words): readonly string[] {
  const versions = published.get(culprit) ?? [];
  const told = steps.map((step) => stepText(step, words));
  if (versions.length === 0) return [words.none(culprit), ...told];
  const asking = steps.filter(({ blueprint }) => blueprint === culprit);
  const ranges = asking.length === 1 ? "the range that is wanted" : "every range that is wanted";
  return [
    steps.at(-1)?.narrows === "by"
      ? `no version of ${culprit} takes what there is`
      : `no version of ${culprit} is in ${ranges}`,
    ...told,
    words.some(culprit, runsText(versions, versions)),
  ];
}

function example({ facts, clash, published }: Conflict, words: Words): readonly string[] {
  const tried = new Set(facts.filter(({ outside }) => !outside).map(({ by }) => by));
  const names = [...tried].filter((name) => (published.get(name)?.length ?? 0) > 1);
  return [
    `no choice of versions gives everyone what they want; with the newest, ${clash.blueprint} cannot be had:`,
    ...shorten(clash.steps.map((step) => stepText(step, words))),
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
  words: Words,
): string {
  if (outside) return `${by} ${by === "you" ? "want" : "wants"} ${blueprint}${rangeText(parts[0])}`;
  const wants = wantText(by, blueprint, parts, words);
  if (narrows === "blueprint") return wants;
  const which = runsText(left, words.published.get(by) ?? []);
  return left.length === 0 ? wants : `only ${by} ${which} takes such a ${blueprint}`;
}

function wantText(
  by: string,
  blueprint: string,
  parts: readonly ConflictPart[],
  { published, place }: Words,
): string {
  const own = published.get(by) ?? [];
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) {
    const [version = "", ...more] = first.versions;
    const which = runsText(first.versions, own);
    const shown = more.length === 0 ? which : `(${which})`;
    const at = more.length === 0 ? place?.(by, version, blueprint) : undefined;
    const where = at === undefined ? "" : ` (${at})`;
    return `${by} ${shown} wants ${blueprint}${rangeText(first)}${where}`;
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
