import type { ConflictStep } from "./conflict.ts";
import type { Origin, Problem, Questions, Want } from "./problem.ts";
import { originKey } from "./problem.ts";

/** A want of a version that was taken, or from outside. */
interface Taken {
  readonly by: Origin["by"];
  readonly version: string | undefined;
  readonly want: Want;
}

/** The first clash on the way that takes the preferred version of each. */
export interface Clash {
  /** The wants that clash, with those that brought them in, from outside inward. */
  readonly steps: readonly ConflictStep[];
  readonly blueprint: string;
}

/** Where facts that cannot all be met clash first, if each blueprint is taken in the preferred version that will do. */
export function* clashOf(
  problem: Problem,
  origins: readonly Origin[],
): Generator<Questions, Clash> {
  const way = new Way(problem, origins);
  for (;;) {
    const next = way.next();
    if (next === undefined) return way.clash();
    if (problem.known.wants(next.blueprint, next.version) === undefined)
      yield { versions: [], wants: [next] };
    way.take(next.blueprint, next.version);
  }
}

class Way {
  readonly #problem: Problem;
  readonly #facts: ReadonlySet<string>;
  readonly #wants: Taken[];
  readonly #taken = new Map<string, string>();

  constructor(problem: Problem, origins: readonly Origin[]) {
    this.#problem = problem;
    this.#facts = new Set(origins.map((origin) => originKey(origin)));
    this.#wants = [...problem.wants.entries()]
      .map(([by, want]) => ({ by, version: undefined, want }))
      .filter((one) => this.#isFact(one));
  }

  /** What to take next; undefined once something clashes. */
  next(): { readonly blueprint: string; readonly version: string } | undefined {
    if (this.#clashing() !== undefined) return undefined;
    const waiting = this.#wants.find(({ want }) => !this.#taken.has(want.blueprint));
    if (waiting === undefined) return undefined;
    const { blueprint } = waiting.want;
    const version = this.#fitting(blueprint)[0];
    return version === undefined ? undefined : { blueprint, version };
  }

  take(blueprint: string, version: string): void {
    this.#taken.set(blueprint, version);
    const wants = this.#problem.known.wants(blueprint, version) ?? [];
    this.#wants.push(
      ...wants.map((want) => ({ by: blueprint, version, want })).filter((one) => this.#isFact(one)),
    );
  }

  clash(): Clash {
    const blueprint = this.#clashing() ?? "";
    const needed = new Set([blueprint]);
    const steps: ConflictStep[] = [];
    for (const one of this.#wants.toReversed()) {
      if (!needed.has(one.want.blueprint)) continue;
      if (typeof one.by === "string") needed.add(one.by);
      steps.push(this.#step(one));
    }
    return { steps: steps.reverse(), blueprint };
  }

  /** A blueprint of which no version will do for all that is wanted so far. */
  #clashing(): string | undefined {
    const names = new Set(this.#wants.map(({ want }) => want.blueprint));
    return [...names].find((name) => {
      const fitting = this.#fitting(name);
      const taken = this.#taken.get(name);
      return taken === undefined ? fitting.length === 0 : !fitting.includes(taken);
    });
  }

  #fitting(name: string): readonly string[] {
    const { admits, known } = this.#problem;
    const wants = this.#wants.filter(({ want }) => want.blueprint === name);
    return (known.versions(name) ?? []).filter((version) =>
      wants.every(({ want: { range } }) => range === undefined || admits(range, version)),
    );
  }

  #isFact({ by, want: { blueprint } }: Taken): boolean {
    return this.#facts.has(originKey({ by, blueprint }));
  }

  #step({ by, version, want: { blueprint, range } }: Taken): ConflictStep {
    const outside = typeof by === "number";
    const subject = outside ? (this.#problem.wants[by]?.by ?? "") : by;
    const parts = [{ versions: version === undefined ? [] : [version], ranges: [range] }];
    return { by: subject, outside, blueprint, parts, narrows: "blueprint", left: [] };
  }
}
