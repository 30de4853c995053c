import type { Nogood, Values } from "./nogood.ts";
import { absent, allValues, valuesOf } from "./nogood.ts";
import type { BlueprintVersion, Origin, Problem, Want } from "./problem.ts";

/** What is known of the catalogue, as sets of values and nogoods. Facts of other origins than the active ones are passed over. */
export class Facts {
  readonly #problem: Problem;
  readonly #isActive: (origin: Origin) => boolean;
  readonly #wants = new Map<string, Map<string, readonly Want[]>>();
  /** The versions, by blueprint, wanted blueprint and range, of which a nogood says that they want it. */
  readonly #said = new Map<string, Values>();

  constructor(problem: Problem, isActive: (origin: Origin) => boolean) {
    this.#problem = problem;
    this.#isActive = isActive;
  }

  /** In order of preference, none where it is not known yet. */
  versions(name: string): readonly string[] {
    return this.#problem.known.versions(name) ?? [];
  }

  all(name: string): Values {
    return allValues(this.versions(name).length) | absent;
  }

  value({ blueprint, version }: BlueprintVersion): Values {
    return 1n << BigInt(this.versions(blueprint).indexOf(version) + 1);
  }

  /** What the version wants; undefined: not known yet. */
  wants({ blueprint: by, version }: BlueprintVersion): readonly Want[] | undefined {
    const own = this.#wants.get(by) ?? new Map<string, readonly Want[]>();
    const before = own.get(version);
    if (before !== undefined) return before;
    const wants = this.#problem.known.wants(by, version);
    const active = wants?.filter(({ blueprint }) => this.#isActive({ by, blueprint }));
    if (active !== undefined) this.#wants.set(by, own.set(version, active));
    return active;
  }

  /** What is wanted from outside. */
  outside(): readonly Want[] {
    return this.#outside().map(([, want]) => want);
  }

  outsideNogoods(): readonly Nogood[] {
    return this.#outside().map(([by, want]) =>
      this.#nogood({ by, blueprint: want.blueprint }, [[want.blueprint, this.#refused(want)]]),
    );
  }

  /** That the version wants this, and every other that is known to; undefined where that was said before. */
  wantNogood(one: BlueprintVersion, want: Want): Nogood | undefined {
    const { blueprint: by } = one;
    const key = JSON.stringify([by, want.blueprint, want.range]);
    if (((this.#said.get(key) ?? 0n) & this.value(one)) !== 0n) return undefined;
    const alike = valuesOf(this.versions(by).map((version) => this.#has(by, version, want)));
    this.#said.set(key, alike);
    return this.#nogood({ by, blueprint: want.blueprint }, [
      [by, alike],
      [want.blueprint, this.#refused(want)],
    ]);
  }

  /** Those of the blueprints whose versions are not known yet, each once. */
  unknown(wants: readonly Want[]): readonly string[] {
    const names = new Set(wants.map(({ blueprint }) => blueprint));
    return [...names].filter((name) => this.#problem.known.versions(name) === undefined);
  }

  #outside(): readonly (readonly [number, Want])[] {
    return [...this.#problem.wants.entries()].filter(([by, { blueprint }]) =>
      this.#isActive({ by, blueprint }),
    );
  }

  #has(blueprint: string, version: string, wanted: Want): boolean {
    const wants = this.wants({ blueprint, version }) ?? [];
    return wants.some((want) => want.blueprint === wanted.blueprint && want.range === wanted.range);
  }

  /** What the range leaves out, with not being there at all. */
  #refused({ blueprint, range }: Want): Values {
    const { admits } = this.#problem;
    const flags = this.versions(blueprint).map(
      (version) => range === undefined || admits(range, version),
    );
    return this.all(blueprint) & ~valuesOf(flags);
  }

  /** Of two sets for one blueprint, which wants itself, both must hold; a set of all values says nothing. */
  #nogood(origin: Origin, sets: readonly (readonly [string, Values])[]): Nogood {
    const literals = new Map<string, Values>();
    for (const [name, values] of sets) literals.set(name, values & (literals.get(name) ?? values));
    for (const [name, values] of literals) if (values === this.all(name)) literals.delete(name);
    return { literals, origin, causes: [] };
  }
}
