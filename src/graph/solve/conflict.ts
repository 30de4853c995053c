import type { Clash } from "./clash.ts";
import { clashOf } from "./clash.ts";
import type { Look } from "./possible.ts";
import { Possible } from "./possible.ts";
import type { Origin, Problem, Questions } from "./problem.ts";

/** Versions of one blueprint that want another in the same range. */
export interface ConflictPart {
  /** In order of preference; none where the want comes from outside. */
  readonly versions: readonly string[];
  /** Several where it is wanted more than once; undefined: any version will do. */
  readonly ranges: readonly (string | undefined)[];
}

/** A want, and what it rules out. */
export interface ConflictStep {
  /** A blueprint, or the subject of a sentence where the want comes from outside. */
  readonly by: string;
  readonly outside: boolean;
  readonly blueprint: string;
  /** The versions of who wants that are possible before the step, by what they want. */
  readonly parts: readonly ConflictPart[];
  /** Whose versions become fewer: of what is wanted, or of who wants, since what it takes is not possible any more. */
  readonly narrows: "blueprint" | "by";
  /** The versions that are left, in order of preference. */
  readonly left: readonly string[];
}

/** Wants that cannot all be met, of which none can be left out. */
export interface Conflict {
  /** Every want, from outside inward. */
  readonly facts: readonly ConflictStep[];
  /** How they leave no version of something, each step by those before it; none where that takes a choice to see. */
  readonly steps: readonly ConflictStep[];
  /** What the last step leaves no version of. */
  readonly culprit: string | undefined;
  /** What happens to the preferred versions. */
  readonly clash: Clash;
  /** The versions of each blueprint that is named, in order of preference. */
  readonly published: ReadonlyMap<string, readonly string[]>;
}

/** Tells a conflict from the facts that it rests on. */
export function* conflictOf(
  problem: Problem,
  origins: readonly Origin[],
): Generator<Questions, Conflict> {
  const sorted = inward(origins);
  const wanting = [...new Set(sorted.flatMap(({ by }) => (typeof by === "string" ? [by] : [])))];
  for (;;) {
    const { looks, possible } = lookAtAll(problem, sorted);
    const wants = possible.unknown(wanting);
    if (wants.length > 0) {
      yield { versions: [], wants };
      continue;
    }
    const facts = sorted.map((origin) => possible.step({ origin, narrows: "blueprint" }, []));
    const names = [...wanting, ...sorted.map(({ blueprint }) => blueprint)];
    return {
      facts,
      steps: withReasons(stepsOf(problem, sorted, shortest(problem, sorted, looks)), facts),
      culprit: possible.culprit,
      clash: yield* clashOf(problem, sorted),
      published: new Map(names.map((name) => [name, problem.known.versions(name) ?? []])),
    };
  }
}

/** Looks at each fact from both its sides until nothing more is ruled out (arc consistency). */
function lookAtAll(
  problem: Problem,
  origins: readonly Origin[],
): { readonly looks: readonly Look[]; readonly possible: Possible } {
  const possible = new Possible(problem, origins);
  const looks: Look[] = [];
  const all = origins.flatMap((origin): Look[] => [
    { origin, narrows: "blueprint" },
    ...(typeof origin.by === "string" ? [{ origin, narrows: "by" } as const] : []),
  ]);
  for (let before = -1; before < looks.length;) {
    before = looks.length;
    looks.push(...all.filter((look) => possible.look(look) !== undefined));
  }
  return { looks, possible };
}

/** Looks of which none can be left out, the culprit being the same or another. */
function shortest(
  problem: Problem,
  origins: readonly Origin[],
  looks: readonly Look[],
): readonly Look[] {
  let kept = looks;
  for (const look of looks.toReversed()) {
    const rest = kept.filter((other) => other !== look);
    const possible = new Possible(problem, origins);
    for (const other of rest) possible.look(other);
    if (possible.culprit !== undefined) kept = rest;
  }
  return kept;
}

function stepsOf(
  problem: Problem,
  origins: readonly Origin[],
  looks: readonly Look[],
): readonly ConflictStep[] {
  const possible = new Possible(problem, origins);
  return looks.flatMap((look) => possible.look(look) ?? []);
}

/** Every step behind one that says why there must be what it begins with. */
function withReasons(
  steps: readonly ConflictStep[],
  facts: readonly ConflictStep[],
): readonly ConflictStep[] {
  const told = new Set<string>();
  const all: ConflictStep[] = [];
  const tell = (step: ConflictStep): void => {
    const reason = facts.find(({ blueprint }) => blueprint === step.by);
    if (!step.outside && !told.has(step.by) && reason !== undefined) tell(reason);
    told.add(step.blueprint);
    all.push(step);
  };
  for (const step of steps) tell(step);
  return all;
}

/** By distance from outside, as they were given within it. */
function inward(origins: readonly Origin[]): readonly Origin[] {
  const sorted: Origin[] = origins.filter(({ by }) => typeof by === "number");
  const reached = new Set<string | number>(sorted.map(({ blueprint }) => blueprint));
  for (const name of reached) {
    const own = origins.filter(({ by }) => by === name);
    sorted.push(...own);
    for (const { blueprint } of own) reached.add(blueprint);
  }
  return sorted;
}
