import type { ConflictPart, ConflictStep } from "./conflict.ts";
import type { BlueprintVersion, Origin, Problem, Want } from "./problem.ts";

/** A fact, looked at from one of its sides: whose versions it makes fewer. */
export interface Look {
  readonly origin: Origin;
  readonly narrows: ConflictStep["narrows"];
}

/** The versions that are possible, if a blueprint is there at all, while facts are looked at one after the other. */
export class Possible {
  readonly #problem: Problem;
  readonly #origins: readonly Origin[];
  readonly #left = new Map<string, readonly string[]>();
  #culprit: string | undefined;

  constructor(problem: Problem, origins: readonly Origin[]) {
    this.#problem = problem;
    this.#origins = origins;
  }

  /** A blueprint that must be there and of which no version is left; nothing is looked at any more. */
  get culprit(): string | undefined {
    return this.#culprit;
  }

  versions(name: string): readonly string[] {
    return this.#left.get(name) ?? this.#problem.known.versions(name) ?? [];
  }

  /** Possible versions of which it is not known what they want. */
  unknown(names: readonly string[]): readonly BlueprintVersion[] {
    return names.flatMap((blueprint) =>
      this.versions(blueprint)
        .filter((version) => this.#problem.known.wants(blueprint, version) === undefined)
        .map((version) => ({ blueprint, version })),
    );
  }

  /** What the fact rules out; undefined where that is nothing. */
  look({ origin, narrows }: Look): ConflictStep | undefined {
    if (this.#culprit !== undefined) return undefined;
    if (narrows === "blueprint" && !this.#mustBe(origin.by)) return undefined;
    const name = narrows === "by" ? String(origin.by) : origin.blueprint;
    const left = narrows === "by" ? this.#content(origin) : this.#taken(origin);
    const isCulprit = left.length === 0 && this.#mustBe(name);
    if (left.length === this.versions(name).length && !isCulprit) return undefined;
    const step = this.step({ origin, narrows }, left);
    if (isCulprit) this.#culprit = name;
    this.#left.set(name, left);
    return step;
  }

  step({ origin: { by, blueprint }, narrows }: Look, left: readonly string[]): ConflictStep {
    const outside = typeof by === "number";
    const subject = outside ? (this.#problem.wants[by]?.by ?? "") : by;
    return { by: subject, outside, blueprint, parts: this.#parts(by, blueprint), narrows, left };
  }

  /** Whether it is wanted from outside, or by every possible version of something that must be there. */
  #mustBe(name: Origin["by"], asked: ReadonlySet<Origin["by"]> = new Set()): boolean {
    if (typeof name === "number") return true;
    if (asked.has(name)) return false;
    return this.#origins.some(({ by, blueprint }) => {
      if (blueprint !== name || !this.#mustBe(by, new Set([...asked, name]))) return false;
      if (typeof by === "number") return true;
      return this.versions(by).every((version) => this.#wants(by, version, name).length > 0);
    });
  }

  /** The versions of what is wanted that some possible version of who wants will take. */
  #taken({ by, blueprint }: Origin): readonly string[] {
    const wanting = typeof by === "number" ? [undefined] : this.versions(by);
    const each = wanting.map((version) => this.#wants(by, version, blueprint));
    return this.versions(blueprint).filter((version) =>
      each.some((wants) => this.#meets(wants, version)),
    );
  }

  /** The versions of who wants that will take some possible version of what is wanted. */
  #content({ by, blueprint }: Origin): readonly string[] {
    const versions = this.versions(blueprint);
    return this.versions(String(by)).filter((version) => {
      const wants = this.#wants(by, version, blueprint);
      return wants.length === 0 || versions.some((wanted) => this.#meets(wants, wanted));
    });
  }

  #meets(wants: readonly Want[], version: string): boolean {
    const { admits } = this.#problem;
    return wants.every(({ range }) => range === undefined || admits(range, version));
  }

  #parts(by: Origin["by"], blueprint: string): readonly ConflictPart[] {
    const rangesOf = (version?: string): ConflictPart["ranges"] =>
      this.#wants(by, version, blueprint).map(({ range }) => range);
    if (typeof by === "number") return [{ versions: [], ranges: rangesOf() }];
    const parts = Map.groupBy(this.versions(by), (version) => JSON.stringify(rangesOf(version)));
    return [...parts.values()]
      .map((versions) => ({ versions, ranges: rangesOf(versions[0]) }))
      .filter(({ ranges }) => ranges.length > 0);
  }

  /** None where it is not known. */
  #wants(by: Origin["by"], version: string | undefined, blueprint: string): readonly Want[] {
    if (typeof by === "number") return this.#problem.wants.slice(by, by + 1);
    const wants = this.#problem.known.wants(by, version ?? "") ?? [];
    return wants.filter((want) => want.blueprint === blueprint);
  }
}
